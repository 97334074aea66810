from rolling import Rolling

last = Rolling(4)
for value in (100, 2, 4, 4, 6):
    last.add(value)
assert last.mean == 4 and abs(last.deviation - 2**0.5) < 1e-6
