"""A temperature and humidity sensor with calibration registers and checksums, as common parts have."""

import struct
from collections import namedtuple

from micropython import const

_REG_CALIBRATION = const(0x10)
_REG_MEASURE = const(0x24)
_POLYNOMIAL = const(0x131)


class Reading(namedtuple("Reading", ("temperature", "humidity"))):
    def as_dict(self):
        return {"temperature": round(self.temperature, 2), "humidity": round(self.humidity, 2)}


class ChecksumError(OSError):
    pass


def crc8(data):
    crc = 0xFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1) ^ _POLYNOMIAL if crc & 0x80 else crc << 1
    return crc & 0xFF


class ClimateSensor:
    def __init__(self, bus, address=0x44):
        self.bus, self.address = bus, address
        self.buffer = bytearray(6)
        gain, offset = struct.unpack("<Hh", bus.readfrom_mem(address, _REG_CALIBRATION, 4))
        self.gain, self.offset = gain / 1000, offset / 100

    def read(self):
        self.bus.readfrom_mem_into(self.address, _REG_MEASURE, self.buffer)
        raw = []
        for at in (0, 3):
            word, check = self.buffer[at : at + 2], self.buffer[at + 2]
            if crc8(word) != check:
                raise ChecksumError("checksum {:#04x} is not {:#04x}".format(check, crc8(word)))
            raw.append(word[0] << 8 | word[1])
        temperature = -45 + 175 * raw[0] / 0xFFFF
        return Reading(temperature * self.gain + self.offset, 100 * raw[1] / 0xFFFF)
