@micropython.viper
def total(buf: ptr8, n: int) -> int:
    t = 0
    while n:
        n -= 1
        t += buf[n]
    return t
