"""A ring buffer of the last readings, which allocates no memory while the program runs."""


class History:
    def __init__(self, size):
        self.ring = [None] * size
        self.next = 0

    def add(self, reading):
        self.ring[self.next % len(self.ring)] = reading
        self.next += 1

    @property
    def latest(self):
        return self.ring[(self.next - 1) % len(self.ring)] if self.next else None

    def __iter__(self):
        for i in range(max(0, self.next - len(self.ring)), self.next):
            yield self.ring[i % len(self.ring)]

    def __len__(self):
        return min(self.next, len(self.ring))

    def statistics(self, field):
        """Lowest, mean and highest value of a field; NaN without readings."""
        values = [getattr(reading, field) for reading in self]
        if not values:
            return (float("nan"),) * 3
        return min(values), sum(values) / len(values), max(values)
