for i in range(1, 2, 0): a
for i in range(*x): b
for i in range(n=3): c
for i, j in range(4): d
for x.y in range(5): e
for i in range(1, 2, 3, 4): f
