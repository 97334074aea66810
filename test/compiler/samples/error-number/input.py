a = 1
b = 12ab
