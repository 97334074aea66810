def g(n):
    for i in range(n):
        x = yield i
        yield
        yield x, i
    y = yield from other()
    z = [(yield 1), (yield)]
    return y
