class Version:
    def __init__(self, text):
        core, _, pre = text.partition("-")
        self._key = tuple(int(part) for part in core.split(".")), not pre, pre.split(".")

    def __lt__(self, other):
        return self._key < other._key

    def __eq__(self, other):
        return self._key == other._key


def newest(versions):
    best = None
    for text in versions:
        if best is None or Version(best) < Version(text):
            best = text
    return best
