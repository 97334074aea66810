"""Control logic, without hardware."""

from micropython import const

_UNKNOWN = const(-1)
_OFF = const(0)
_ON = const(1)


class Hysteresis:
    """Switches on above `high` and off below `low`. `update` returns None while nothing changes."""

    def __init__(self, low, high):
        assert low < high, "limits are the wrong way round"
        self.low, self.high = low, high
        self.state = _UNKNOWN

    def update(self, value):
        wanted = _ON if value > self.high else _OFF if value < self.low else self.state
        if wanted == self.state:
            return None
        self.state = wanted
        return wanted == _ON


class Schedule:
    """On for the first `length` of every `every` ticks."""

    def __init__(self, every, length):
        if not 0 < length <= every:
            raise ValueError("length {} does not fit into {}".format(length, every))
        self.every, self.length = every, length

    def is_on(self, tick):
        return tick % self.every < self.length

    def __repr__(self):
        return f"Schedule({self.every}, {self.length})"
