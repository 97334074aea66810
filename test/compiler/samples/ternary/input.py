a = b if c else d
e = f if g else h if i else j
k = (l if m else n)(o if p else q)
