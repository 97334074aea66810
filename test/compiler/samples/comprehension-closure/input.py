def f(n):
    m = n + 1
    return [n + x for x in range(m)], {x: m for x in y}, (lambda: [m for _ in n])
