X: int = const(10)
_Y: int = const(X * 2)
a = X + _Y
