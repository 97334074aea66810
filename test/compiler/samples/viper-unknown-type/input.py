@micropython.viper
def f(x: number): pass
