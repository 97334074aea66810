# What the page sends to a board to see whether the wiring is right.
import time


def blink(pin, times=3):
    for _ in range(times):
        pin.on()
        time.sleep_ms(200)
        pin.off()
        time.sleep_ms(200)
    return times
