@micropython.native
def total(n):
    t = 0
    for i in range(n):
        if i & 1: continue
        t += i
    return t
