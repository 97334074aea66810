from pid import PID

controller = PID(2, 0.5, 0.25)
value = 0.0
for _ in range(60):
    value += controller.step(10 - value, 0.1) * 0.1
assert abs(value - 10) < 1, value
assert PID(1000, 0, 0).step(1) == 100
