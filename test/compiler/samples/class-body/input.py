class Sensor:
    """Reads."""
    scale = 4
    offset: int = scale + 1
    def __init__(self, pin):
        self.pin = pin
    def read(self):
        return self.pin() * self.scale
    @property
    def value(self): return self.read()
