a = sum(x * x for x in y)
b = (x for x in y if x for z in x)
c = list((a, b) for a, b in d)
