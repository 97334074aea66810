_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))


def _field(text, low, high):
    found = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        if span == "*":
            first, last = low, high
        else:
            first, _, last = span.partition("-")
            first = int(first)
            last = int(last) if last else first
        found.update(range(first, last + 1, int(step) if step else 1))
    return found


class Cron:
    def __init__(self, line):
        self._fields = [_field(text, *limits) for text, limits in zip(line.split(), _RANGES)]

    def is_due(self, minute, hour, day, month, weekday):
        return all(value in field for value, field in zip((minute, hour, day, month, weekday), self._fields))
