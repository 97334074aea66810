def a(): pass
def b(x, y): pass
def c(x, y=1, z=2): pass
def d(*args): pass
def e(**kw): pass
def f(x, *args, **kw): pass
def g(*, k): pass
def h(x, *, k, l=1, **kw): pass
def i(x=1, *a, k=2, **kw): pass
