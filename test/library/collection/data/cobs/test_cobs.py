import cobs

for data in (b"", b"\x00", b"a\x00b", b"\x00\x00", bytes(range(200)), b"x" * 600):
    frame = cobs.encode(data)
    assert 0 not in frame
    assert cobs.decode(frame) == data, data
try:
    cobs.decode(b"\x09ab")
    assert False
except ValueError as error:
    assert str(error) == "broken frame at byte 0"
