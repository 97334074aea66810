assert a
assert b, "message"
assert (c, d)
