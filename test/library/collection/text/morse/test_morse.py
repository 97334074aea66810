from morse import durations

assert list(durations("ae")) == [(True, 1), (False, 1), (True, 3), (False, 3), (True, 1)]
assert sum(units for _, units in durations("sos sos")) == 27 * 2 + 7
