a



b







c
def f():
    a




















    b
f()
