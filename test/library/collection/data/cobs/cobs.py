def encode(data):
    out = bytearray()
    for part in data.split(b"\x00"):
        while len(part) >= 254:
            out.append(255)
            out.extend(part[:254])
            part = part[254:]
        out.append(len(part) + 1)
        out.extend(part)
    return bytes(out)


def decode(frame):
    out = bytearray()
    at = 0
    while at < len(frame):
        code = frame[at]
        if code == 0 or at + code > len(frame):
            raise ValueError("broken frame at byte %d" % at)
        out.extend(frame[at + 1 : at + code])
        at += code
        if code < 255 and at < len(frame):
            out.append(0)
    return bytes(out)
