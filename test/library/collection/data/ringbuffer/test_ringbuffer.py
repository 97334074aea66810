from ringbuffer import RingBuffer

buffer = RingBuffer(3)
assert list(buffer) == []
for number in range(5):
    buffer.push(number)
assert list(buffer) == [2, 3, 4], list(buffer)
assert len(buffer) == 3
