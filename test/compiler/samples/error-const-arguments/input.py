_X = const()
