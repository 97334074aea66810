import ticks

near_end = (1 << 30) - 5
assert ticks.add(near_end, 10) == 5
assert ticks.diff(5, near_end) == 10 and ticks.diff(near_end, 5) == -10
