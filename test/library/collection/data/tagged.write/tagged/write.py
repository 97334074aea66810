import varint


def dumps(value):
    if value is None:
        return b"n"
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int):
        sign = b"-" if value < 0 else b"+"
        return sign + varint.encode(abs(value))
    if isinstance(value, str):
        data = value.encode()
        return b"s" + varint.encode(len(data)) + data
    if isinstance(value, dict):
        pairs = b"".join(dumps(key) + dumps(value[key]) for key in sorted(value))
        return b"d" + varint.encode(len(value)) + pairs
    return b"l" + varint.encode(len(value)) + b"".join(map(dumps, value))
