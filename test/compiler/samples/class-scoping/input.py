x = 1
def f():
    x = 2
    class C:
        y = x
        x = 3
        def m(self): return x
        class D:
            z = x
    return C
