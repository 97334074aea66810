def f(x):
    return 1 if x else 2
def g(x, y):
    return x if x and y else y
