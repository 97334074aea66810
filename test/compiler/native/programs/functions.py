# How native functions call, are called and keep their variables.
import micropython
import os.path as path
from sys import *
from array import array, typecodes


@micropython.native
def plain(a, b):
    c = a + b
    return c


@micropython.native
def many_locals(a, b, c, d, e=1, *args, key, other="x" * 3, **options):
    f, g = b, a
    h, i, j = a, b, c
    k, *l = args
    (m, n), o = args
    a, b = b, a
    return f, [g, h], {i: j, key: k}, {l, m}, n, o, other, options


@micropython.native
def constants():
    yield_ = (None, True, False, ..., 0, -1, 1073741823, -1073741824, 1 << 70, 1.5, 2j, "text", b"bytes", ())
    return yield_


@micropython.native
def calls(f, *args, **options):
    f()
    f(1, 2, 3)
    f(1, key=2)
    f(*args)
    f(1, *args, key=2, **options)
    f.method()
    f.method(1, key=2)
    f.method(*args, **options)
    print(f"{f!r:>10} {args}")
    return f.a.b.c(f)[args]


@micropython.native
def closures(a):
    b = a
    c = 1

    def inner(d, e=b, *, f=c):
        nonlocal b
        b = a + d
        return lambda: (a, b, d, e, f)

    def no_defaults():
        return a

    return inner(b), no_defaults


@micropython.native
def globals_and_names():
    global counter, plain
    counter = counter + 1
    del counter
    plain = None
    local = 1
    del local
    import time
    from . import sibling as other


@micropython.native
def containers(seq):
    seq[0] = seq[1]
    seq[-1] += 1
    seq[1:2] = seq[::2], seq[:, 3:4]
    seq.attr = 1
    seq.attr += seq.attr
    del seq[0], seq.attr
    a = [x for x in seq if x]
    b = {x for x in seq for y in x}
    c = {x: y for x, y in seq}
    d = sum(x for x in seq)
    return a, b, c, d


@micropython.native
def operators(a, b):
    r = -a + ~b, +a, not a
    a += b
    a **= 2
    a @= b
    return (
        a or b and r,
        a if b else r,
        a < b < r != 5,
        a in b,
        a not in b,
        a is b,
        a is not b,
        a // b % r << 3 >> 1,
    )


class Base:
    @micropython.native
    def method(self, x):
        self.x = x
        return __class__

    @staticmethod
    @micropython.native
    def helper():
        return super


class Derived(Base):
    @micropython.native
    def method(self, x):
        return super().method(x + self.x)

    @micropython.native
    def loops(self, n):
        for i in range(n):
            if i == 3:
                continue
            for j in range(i, n, 2):
                for k in self.x:
                    if k:
                        break
                else:
                    return i
        while n:
            n -= 1
            if n == 5:
                break
        else:
            n = 0
        while True:
            pass
