SMALL = 12
NEGATIVE = -100000
EDGE = (8191, 8192, -8192, -8193, 1073741823, 1073741824)
BIG = 340282366920938463463374607431768211456
MINUS_BIG = -18446744073709551617
PRECISE = 3.141592653589793
TINY = 1.5e-7
HUGE = 1e30
IMAGINARY = 2.5j
NESTED = (1, (2.0, ("three", b"four", None), True, ...), BIG, "f", ())
LONG = "a string with more than twenty-five characters, é, € and a quote '"
SHORT = "é"
RAW = b"\x00\x01\xfe\xff 'and\" \\ text"
EMPTY = ("", b"", ())


def look(value):
    if value in (1, 2, 3):
        return "found it, and said so in a long sentence"
    return 123456789012345678901234567890
