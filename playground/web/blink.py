# The page sends this module to a board, to test its wiring.
import time


def blink(pin, times=3):
    for _ in range(times):
        pin.on()
        time.sleep_ms(200)
        pin.off()
        time.sleep_ms(200)
    return times
