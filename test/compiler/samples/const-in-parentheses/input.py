(_x)=const(7)
y=_x
(a.b)=const(3)
