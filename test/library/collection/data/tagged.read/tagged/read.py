import varint

_PLAIN = {0x6E: None, 0x74: True, 0x66: False}


def _value(data, at):
    tag = data[at]
    at += 1
    if tag in _PLAIN:
        return _PLAIN[tag], at
    number, at = varint.decode(data, at)
    if tag in b"+-":
        return (number if tag == 0x2B else -number), at
    if tag == 0x73:
        return data[at : at + number].decode(), at + number
    if tag == 0x6C:
        items = []
        for _ in range(number):
            item, at = _value(data, at)
            items.append(item)
        return items, at
    pairs = {}
    for _ in range(number):
        key, at = _value(data, at)
        pairs[key], at = _value(data, at)
    return pairs, at


def loads(data):
    value, end = _value(data, 0)
    if end != len(data):
        raise ValueError("data after the value")
    return value
