a = b and c
d = e or f and g
h = not i
j = not (k and l)
m = not not n
