a = ('one '
     'two '
     "three")
b = 'a' r'\b' 'c'
