if __debug__:
    checks()
else:
    fast()
assert value, "no value"
assert other
