_CODES = {"e": ".", "t": "-", "s": "...", "o": "---", "a": ".-", "n": "-."}


def durations(text):
    """Yields (is on, units of time)."""
    for number, word in enumerate(text.lower().split()):
        if number:
            yield False, 7
        for place, letter in enumerate(word):
            if place:
                yield False, 3
            for index, mark in enumerate(_CODES[letter]):
                if index:
                    yield False, 1
                yield True, 3 if mark == "-" else 1
