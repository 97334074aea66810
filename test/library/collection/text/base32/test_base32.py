import base32

for data in (b"", b"\x00", b"hello", bytes(range(33))):
    assert base32.decode(base32.encode(data)) == data
assert base32.encode(b"hello") == "D1JPRV3F"
