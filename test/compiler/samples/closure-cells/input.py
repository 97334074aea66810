def make(a, b=1, *c, d, e=2, **f):
    g = a
    def inner(h, i=b):
        return a, b, c, d, e, f, g, h, i
    return inner
