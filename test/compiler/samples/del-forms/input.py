del a
del b.c, d[e]
del (f, g)
del h[1:2]
def f(x):
    del x
