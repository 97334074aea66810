class RingBuffer:
    def __init__(self, size):
        self._items = [None] * size
        self._next = 0
        self._count = 0

    def push(self, item):
        self._items[self._next] = item
        self._next = (self._next + 1) % len(self._items)
        self._count = min(self._count + 1, len(self._items))

    def __len__(self):
        return self._count

    def __iter__(self):
        size = len(self._items)
        for back in range(self._count, 0, -1):
            yield self._items[(self._next - back) % size]
