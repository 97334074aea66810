_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def encode(data):
    bits = int.from_bytes(data, "big")
    length = (len(data) * 8 + 4) // 5
    bits <<= length * 5 - len(data) * 8
    return "".join(_ALPHABET[bits >> 5 * (length - 1 - at) & 31] for at in range(length))


def decode(text):
    bits = 0
    for character in text.upper():
        bits = bits << 5 | _ALPHABET.index(character)
    size = len(text) * 5 // 8
    return (bits >> len(text) * 5 - size * 8).to_bytes(size, "big")
