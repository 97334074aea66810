a = [x for x in y]
b = [x for x in y if x if not z]
c = [(x, y) for x in a for y in b if x < y]
d = [[x for x in y] for y in z]
