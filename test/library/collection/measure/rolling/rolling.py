from math import sqrt
from ringbuffer import RingBuffer


class Rolling:
    def __init__(self, size):
        self._buffer = RingBuffer(size)

    def add(self, value):
        self._buffer.push(value)
        return self

    @property
    def mean(self):
        return sum(self._buffer) / len(self._buffer)

    @property
    def deviation(self):
        mean = self.mean
        return sqrt(sum((value - mean) ** 2 for value in self._buffer) / len(self._buffer))
