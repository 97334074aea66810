import ticks


class Debounced:
    def __init__(self, quiet):
        self._quiet = quiet
        self._raw = self.value = False
        self._since = 0

    def update(self, raw, now):
        """Returns whether the value has changed."""
        if raw != self._raw:
            self._raw, self._since = raw, now
        if raw == self.value or ticks.diff(now, self._since) < self._quiet:
            return False
        self.value = raw
        return True
