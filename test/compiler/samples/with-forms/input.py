with a: b
with open("f") as f: c(f)
with a as b, c as (d, e), f() as g.h:
    i()
def f():
    with lock:
        return 1
    for x in y:
        with x:
            break
        with x: continue
