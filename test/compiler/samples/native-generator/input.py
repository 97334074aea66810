def g(n):
    while n:
        yield n
        n -= 1
