from .codec import pack, unpack


class Reader:
    """Takes bytes as they come and gives whole messages."""

    def __init__(self):
        self._pending = b""

    def feed(self, data):
        *frames, self._pending = (self._pending + data).split(b"\x00")
        return [unpack(frame) for frame in frames if frame]
