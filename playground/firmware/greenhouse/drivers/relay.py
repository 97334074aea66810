"""An output that is on or off."""


class Relay:
    def __init__(self, name, pin):
        self.name = name
        self.is_on = False
        self.switched = 0
        try:
            from machine import Pin
        except ImportError:
            self.pin = None
        else:
            self.pin = Pin(pin, Pin.OUT, value=0)

    def set(self, on):
        if on == self.is_on:
            return
        self.is_on = on
        self.switched += 1
        if self.pin is not None:
            self.pin.value(on)
        print(self.name, "on" if on else "off")

    def on(self):
        self.set(True)

    def off(self):
        self.set(False)

    def toggle(self):
        self.set(not self.is_on)
