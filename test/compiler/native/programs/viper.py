# Viper: typed arguments and locals, machine arithmetic, pointers.
import micropython


@micropython.viper
def no_arguments():
    pass


@micropython.viper
def one(a):
    return a


@micropython.viper
def two(a: int, b: uint) -> bool:
    return bool(a)


@micropython.viper
def three(a: ptr, b: object, c: bool) -> ptr:
    return a


@micropython.viper
def five(a: int, b: int, c: int, d: int, e: int) -> int:
    a = b + c * d - e
    return a


@micropython.viper
def arithmetic(a: int, b: int) -> int:
    x = a + b - 1
    x *= a
    x |= b & 0xFF ^ a
    x <<= 3
    x >>= b
    x = -x + ~a
    x = +x // b % 7
    x += (a << b) >> 2
    return x + 0x12345678 - 0x3FFFFFFF + 2047 - 2048 + 4095 - 65536


@micropython.viper
def unsigned(a: uint, b: uint) -> uint:
    x = a + b
    x >>= uint(3)
    x = x * b ^ uint(0x7FFF)
    return x << uint(1)


@micropython.viper
def comparisons(a: int, b: int, c: uint, d: uint) -> int:
    n = 0
    if a < b or a > b and a == b:
        n += 1
    if not (a <= b) or a >= b or a != b:
        n += 2
    if c < d or c > d and c == d:
        n += 4
    if c <= d or c >= d or c != d:
        n += 8
    while a < b < 5:
        a += 1
    x = a < b
    y = int(x) if c else n
    return y


@micropython.viper
def pointers(p8: ptr8, p16: ptr16, p32: ptr32, i: int) -> int:
    p8[0] = p8[1]
    p16[0] = p16[1]
    p32[0] = p32[1]
    p8[i] = p8[i + 1]
    p16[i] = p16[i + 1]
    p32[i] = p32[i + 1]
    p8[31] = p8[32]
    p16[31] = p16[32]
    p32[31] = p32[32]
    p8[255] = p8[256]
    p16[127] = p16[128]
    p32[255] = p32[256]
    p8[4095] = p8[4096]
    p16[2047] = p16[2048]
    p32[1023] = p32[1024]
    p8[-1] = p8[70000]
    p16[-1] = p16[70000]
    p32[-1] = p32[70000]
    p8[i] += 1
    return p8[i] ^ p16[i] ^ p32[i]


@micropython.viper
def casts(obj, i: int) -> object:
    p = ptr8(obj)
    q = ptr32(ptr16(p))
    u = uint(q)
    n = int(obj) + int(u)
    b = bool(i)
    obj = object(n)
    obj[n] = b
    obj[obj] = i
    print(obj, i, b, None, 5, "text", [i, n])
    return obj[i]


@micropython.viper
def objects(a, b) -> int:
    global total
    total = 1
    total = a
    a.x = 3
    a.y = b
    c = a + b
    for i in range(3):
        c = c + a
    for o in a:
        print(o)
    import sys
    return int(c)


@micropython.viper
def closure(a: int):
    b = a
    c = 0

    @micropython.viper
    def inner(d) -> object:
        return d

    def outer(e=1):
        return e

    return inner


@micropython.viper
def loops(n: int, step: int) -> int:
    total = 0
    for i in range(n):
        if i == 3:
            continue
        for j in range(i, n):
            total += j
            if j > 5:
                break
    while True:
        n -= step
        if n < 0:
            return total
