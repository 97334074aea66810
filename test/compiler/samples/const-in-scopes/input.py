_A = const(3)
class C:
    _B = const(4)
    def m(self): return _A + _B
def f():
    _C = const(5)
    return _C + _A
