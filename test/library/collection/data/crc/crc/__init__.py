from .crc16 import crc16
from .crc8 import crc8

__all__ = ("crc8", "crc16")
