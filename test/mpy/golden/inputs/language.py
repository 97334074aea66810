"""A bit of everything that bytecode can hold."""
import sys
from collections import OrderedDict, namedtuple as nt

try:
    from machine import *
except ImportError:
    sys = sys

Point = nt("Point", ("x", "y"))


class Base:
    kind = "base"

    def __init__(self, x, *rest, flag=False, **options):
        self.x = x
        self.rest = rest
        self.options = dict(options, flag=flag)

    def scale(self, factor=2):
        def inner(y):
            nonlocal factor
            factor += y
            return self.x * factor

        return inner


class Derived(Base):
    def __init__(self, x):
        super().__init__(x, 1, 2, flag=True, depth=3)

    def __getitem__(self, key):
        if isinstance(key, slice):
            return [self.x][key]
        return ~key if key < 0 else -key


def numbers(limit, step=1):
    at = 0
    while at < limit:
        try:
            if at == 5:
                continue
            yield at
        finally:
            at += step
    return at


def leave(items):
    for item in items:
        with open(item) as file:
            if not file:
                break
            for line in file:
                try:
                    if line:
                        return line
                except (ValueError, OSError) as error:
                    raise RuntimeError("no line") from error
    else:
        del items[0]
        return None


async def wait(source):
    async with source as opened:
        async for value in opened:
            print(value, end="")
    await source.close()


def unpack(sequence):
    first, *middle, last = sequence
    table = {key: value for key, value in middle if key}
    unique = {item for item in table}
    return print(*unique, first, last), (lambda a, b=1, *, c: a @ b // c)


count = 0


def bump():
    global count
    count += 1
    assert count < 1000, "too many"
    return f"{count:04d} of {count!r}"


print(Derived(3)[1:2], list(numbers(10)), bump(), count if count else None, ...)
