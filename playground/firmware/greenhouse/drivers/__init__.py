"""Drivers. Without a `machine` module (in a browser or on a PC) they use a simulated bus."""


def open_bus(config):
    try:
        from machine import I2C, Pin
    except ImportError:
        from .simulated import SimulatedBus

        return SimulatedBus(config.get("seed", 1))
    return I2C(config["id"], scl=Pin(config["scl"]), sda=Pin(config["sda"]), freq=config["freq"])
