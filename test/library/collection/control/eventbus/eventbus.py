from wildcard import matches


class Bus:
    def __init__(self):
        self._listeners = []

    def on(self, pattern):
        def register(function):
            self._listeners.append((pattern, function))
            return function

        return register

    def emit(self, topic, *values):
        heard = [function for pattern, function in self._listeners if matches(pattern, topic)]
        return [function(*values) for function in heard]
