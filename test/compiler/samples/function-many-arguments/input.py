def f(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17=1, a18=2, *, k0, k1=3, k2=4, **kw):
    return a16, a17, k2
