import varint

for value in (0, 1, 127, 128, 300, 1 << 35, 10**30):
    data = varint.encode(value)
    assert varint.decode(b"xx" + data, 2) == (value, 2 + len(data)), value
assert varint.encode(300) == b"\xac\x02"
assert varint.__version__ == "0.3.1"
