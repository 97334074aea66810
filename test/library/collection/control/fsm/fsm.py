class Machine:
    def __init__(self, state, table):
        self.state = state
        self._table = table
        self.history = [state]

    def send(self, event):
        try:
            self.state = self._table[self.state, event]
        except KeyError:
            raise ValueError("%s does not take %r" % (self.state, event))
        self.history.append(self.state)
