class A: pass
class B(): pass
class C(A, B): x = 1
class D(A, metaclass=M): pass
class E(*bases, **kw): pass
