for i in range(n):
    if i: continue
    break
else:
    missed()
