a = [y for x in z if (y := f(x))]
def f():
    b = [y := x for x in z]
    return y
