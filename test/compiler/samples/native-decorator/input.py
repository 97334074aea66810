@micropython.native
def add(a, b):
    return a + b
