from frames import Reader, pack

reader = Reader()
stream = pack(b"one") + pack(b"") + pack(b"t\x00o")
found = []
for at in range(0, len(stream), 4):
    found += reader.feed(stream[at : at + 4])
assert found == [b"one", b"", b"t\x00o"], found
broken = bytearray(pack(b"one"))
broken[1] ^= 1
try:
    reader.feed(bytes(broken))
    assert False
except ValueError as error:
    assert str(error) == "checksum"
