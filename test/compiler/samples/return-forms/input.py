def f(): return
def g(): return 1
def h(): return 1, 2
def i(x): return x if x else -x
