import cobs
from crc import crc16


def pack(message):
    check = crc16(message)
    return cobs.encode(message + bytes((check >> 8, check & 0xFF))) + b"\x00"


def unpack(frame):
    data = cobs.decode(frame)
    message, check = data[:-2], data[-2] << 8 | data[-1]
    if crc16(message) != check:
        raise ValueError("checksum")
    return message
