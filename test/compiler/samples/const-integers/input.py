from micropython import const
A = const(1)
_B = const(A + 2)
C = const(_B << 8 | 0xf)
print(A, _B, C)
def f(): return _B * C
