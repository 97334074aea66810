a = 1 and 2
b = 0 or 3
c = not 1
d = "" or x
e = x or 1 or y
f = 1 and x
g = None or 0 or ()
