import crc
from crc.crc16 import crc16

assert crc.crc8(b"123456789") == 0xF4
assert crc16(b"123456789") == 0x29B1
assert crc.__version__ == "1.2.0"
