(a, (b, c)), [d, *e] = f
x, = y
(p.q, r[0]), s = t
