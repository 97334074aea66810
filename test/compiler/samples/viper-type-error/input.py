@micropython.viper
def f(x: int):
    y = x
    y = "a"
