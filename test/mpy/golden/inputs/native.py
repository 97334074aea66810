import micropython


@micropython.native
def total(values, start=0):
    result = start
    for value in values:
        result += value
    return result


@micropython.native
def squares(limit):
    for i in range(limit):
        yield i * i


@micropython.native
def outer(x):
    def inner(y):
        return x + y

    return inner


@micropython.viper
def mix(a: int, b: uint, data: ptr8) -> int:
    s = 0
    for i in range(a):
        s += data[i] ^ int(b)
    return s


def plain(n):
    return total(range(n)), list(squares(n)), outer(n)(1)
