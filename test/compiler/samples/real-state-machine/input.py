_IDLE = const(0)
_RUN = const(1)
_FAULT = const(2)

class Motor:
    def __init__(self, pwm, *, limit=1023):
        self.pwm, self.limit, self.state = pwm, limit, _IDLE

    def step(self, speed, sensors):
        if self.state == _FAULT:
            return False
        try:
            load = max(s.read() for s in sensors if s is not None)
        except (OSError, ValueError) as e:
            self.state = _FAULT
            print("motor: {!r}".format(e))
            return False
        self.state = _RUN if speed else _IDLE
        self.pwm.duty(min(speed, self.limit) if load < 80 else 0)
        return True
