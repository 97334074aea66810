a: int = 1
b: str
def f():
    c: float = 2.5
    d: list
    return c
