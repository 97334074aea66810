def f(a, *b, c=1, **d):
    return [a for a in b if a], c, d
class C:
    x = 1
