"""A simulated I2C bus with a sensor and a display. Its weather is the same in every run."""

import math
import struct

from .climate import crc8


class SimulatedBus:
    def __init__(self, seed):
        self.state = seed
        self.reads = 0
        self.written = {}

    def noise(self):
        """The next number of a fixed series, between -1 and 1."""
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return self.state / 0x3FFFFFFF - 1

    def weather(self):
        day = self.reads / 12 * math.pi
        yield 24 + 6 * math.sin(day) + self.noise() / 4, 175, 45
        yield 55 - 10 * math.sin(day) + self.noise(), 100, 0

    def readfrom_mem(self, address, register, count):
        if register != 0x10:
            raise OSError(19)
        return struct.pack("<Hh", 1000, -25)[:count]

    def readfrom_mem_into(self, address, register, buffer):
        self.reads += 1
        for i, (value, span, shift) in enumerate(self.weather()):
            raw = min(0xFFFF, max(0, int((value + shift) / span * 0xFFFF)))
            word = bytes((raw >> 8, raw & 0xFF))
            buffer[i * 3 : i * 3 + 3] = word + bytes((crc8(word),))
        if self.reads == 5:
            # One disturbed transfer.
            buffer[2] ^= 0x55

    def writeto_mem(self, address, register, data):
        self.written[address, register] = bytes(data)
