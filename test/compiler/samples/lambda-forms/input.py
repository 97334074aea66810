f = lambda: 0
g = lambda x: x
h = lambda x, y=1, *a, k, l=2, **kw: (x, k)
i = lambda *, k: k
j = lambda x: lambda y: x + y
k = lambda: (yield)
