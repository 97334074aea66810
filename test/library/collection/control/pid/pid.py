class PID:
    def __init__(self, kp, ki, kd, low=-100, high=100):
        self._gains = kp, ki, kd
        self._limits = low, high
        self._sum = 0.0
        self._last = None

    def step(self, error, dt=1.0):
        kp, ki, kd = self._gains
        low, high = self._limits
        slope = 0.0 if self._last is None else (error - self._last) / dt
        self._last = error
        total = self._sum + error * dt
        out = kp * error + ki * total + kd * slope
        if low <= out <= high:
            self._sum = total
        return min(max(out, low), high)
