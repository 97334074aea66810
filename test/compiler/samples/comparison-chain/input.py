a = b < c
d = e < f <= g
h = i == j != k is l is not m in n not in o
