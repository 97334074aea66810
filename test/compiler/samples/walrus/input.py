if (n := len(a)) > 10: print(n)
while chunk := read(): use(chunk)
f(x := 1, y := 2)
a = [b := 1, b]
print((c := 2), c)
def f():
    return (d := 3) + d
