def f():
    out = []
    for i in range(3):
        out.append(lambda: i)
        out.append(lambda i=i: i)
    return out
