def f():
    raise
def g(e):
    raise e
    raise ValueError("bad") from e
