def f(a=g(), b=[h], c={}, *, d=i(j), e=(1, 2)):
    return a
