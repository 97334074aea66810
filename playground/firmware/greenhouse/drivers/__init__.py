"""Hardware. Without a `machine` module (in a browser, on a PC) a simulated bus takes its place."""


def open_bus(config):
    try:
        from machine import I2C, Pin
    except ImportError:
        from .simulated import SimulatedBus

        return SimulatedBus(config.get("seed", 1))
    return I2C(config["id"], scl=Pin(config["scl"]), sda=Pin(config["sda"]), freq=config["freq"])
