import machine
import time

LED = const(25)

def main(times=10, period=500):
    led = machine.Pin(LED, machine.Pin.OUT)
    for _ in range(times):
        led.value(not led.value())
        time.sleep_ms(period // 2)

if __name__ == "__main__":
    main()
