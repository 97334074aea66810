a = {x: y for x, y in z}
b = {x for x in y}
c = {k: {v for v in k} for k in d if k}
