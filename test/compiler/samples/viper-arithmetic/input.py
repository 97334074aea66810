@micropython.viper
def f(a: int, b: uint) -> int:
    c = a * 3 + int(b >> 2)
    return c ^ (a & 0xff) if c > a else -c
