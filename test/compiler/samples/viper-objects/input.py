@micropython.viper
def f(x: object, n: int) -> object:
    y = x.attr
    y[n] = x(n, True, None)
    return y
