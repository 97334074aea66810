from crc import crc8
from tagged.read import loads
from tagged.write import dumps


class Store:
    """Keeps pairs in `log`, a list of records; what is damaged is left out."""

    def __init__(self, log):
        self._log = log
        self._pairs = {}
        self.damaged = 0
        for record in log:
            if crc8(record[1:]) != record[0]:
                self.damaged += 1
                continue
            key, value = loads(record[1:])
            self._pairs[key] = value

    def __getitem__(self, key):
        return self._pairs[key]

    def __setitem__(self, key, value):
        data = dumps([key, value])
        self._log.append(bytes((crc8(data),)) + data)
        self._pairs[key] = value
