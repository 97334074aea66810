@micropython.native
def f(x):
    try:
        return x()
    except ValueError as e:
        return e
    finally:
        x.close()
