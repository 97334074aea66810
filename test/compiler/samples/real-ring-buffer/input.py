class RingBuffer:
    def __init__(self, size):
        self.data = bytearray(size + 1)
        self.size = size + 1
        self.head = self.tail = 0

    def any(self):
        return self.head != self.tail

    def put(self, byte):
        head = (self.head + 1) % self.size
        if head == self.tail:
            raise OverflowError("full")
        self.data[self.head] = byte
        self.head = head

    def get(self):
        if not self.any():
            return None
        byte = self.data[self.tail]
        self.tail = (self.tail + 1) % self.size
        return byte
