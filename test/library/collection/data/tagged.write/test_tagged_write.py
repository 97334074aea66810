from tagged.write import dumps

assert dumps([None, True, -1, "hi"]) == b"l\x04nt-\x01s\x02hi"
assert dumps({"b": 1, "a": ()}) == b"d\x02s\x01al\x00s\x01b+\x01"
