"""The application: reads the sensor, controls fan and pump, and draws the display."""

import asyncio
import json
import time

from .control import Hysteresis, Schedule
from .drivers import open_bus
from .drivers.climate import ClimateSensor
from .drivers.display import Display
from .drivers.relay import Relay
from .history import History
from .telemetry import Telemetry
from .web import Site


class ConfigError(Exception):
    pass


class App:
    def __init__(self, config):
        self.config = config
        bus = open_bus(config["bus"])
        self.sensor = ClimateSensor(bus, address=config["sensor"]["address"])
        self.display = Display(bus, width=32, height=8, font="greenhouse/data/font.bin")
        self.fan = Relay("fan", pin=config["fan"]["pin"])
        self.pump = Relay("pump", pin=config["pump"]["pin"])
        self.ventilation = Hysteresis(**config["fan"]["limits"])
        self.watering = Schedule(config["pump"]["every"], config["pump"]["for"])
        self.history = History(config["history"])
        self.telemetry = Telemetry(config["name"], print)
        self.ticks = 0
        self.failures = 0

    @classmethod
    def from_file(cls, path):
        with open(path) as file:
            config = json.load(file)
        missing = [key for key in ("name", "bus", "sensor", "fan", "pump", "history") if key not in config]
        if missing:
            raise ConfigError("{}: missing {}".format(path, ", ".join(missing)))
        return cls(config)

    async def main(self):
        if "web" in self.config and hasattr(asyncio, "start_server"):
            await Site().serve(self.config["web"]["port"])
        tasks = [
            asyncio.create_task(self.watch_climate()),
            asyncio.create_task(self.keep_schedule()),
            asyncio.create_task(self.show()),
        ]
        try:
            for task in tasks:
                await task
        finally:
            for relay in (self.fan, self.pump):
                relay.off()
        self.summary()

    async def watch_climate(self):
        """Reads the sensor and controls the fan."""
        period = self.config["sensor"]["period_ms"]
        while self.ticks < self.config["ticks"]:
            self.ticks += 1
            try:
                reading = self.sensor.read()
            except OSError as error:
                self.failures += 1
                print("sensor:", error)
            else:
                self.history.add(reading)
                wanted = self.ventilation.update(reading.temperature)
                if wanted is not None:
                    self.fan.set(wanted)
                    self.telemetry.send("fan", {"on": wanted})
                self.telemetry.send("climate", reading.as_dict())
            await asyncio.sleep(period / 1000)

    async def keep_schedule(self):
        """Controls the pump."""
        while self.ticks < self.config["ticks"]:
            if self.watering.is_on(self.ticks) != self.pump.is_on:
                self.pump.toggle()
                self.telemetry.send("pump", {"on": self.pump.is_on})
            await asyncio.sleep(0.004)

    async def show(self):
        """Draws every new reading."""
        shown = None
        while self.ticks < self.config["ticks"]:
            latest = self.history.latest
            if latest is not None and latest is not shown:
                shown = latest
                self.display.clear()
                self.display.text("{:2.0f}".format(latest.temperature), 0, 1)
                self.display.text("{:2.0f}%".format(latest.humidity), 14, 1)
                self.display.flush()
            await asyncio.sleep(0.003)

    def summary(self):
        low, mean, high = self.history.statistics("temperature")
        print("temperature {:.2f} {:.2f} {:.2f}".format(low, mean, high))
        print("fan switched", self.fan.switched, "pump switched", self.pump.switched, "failures", self.failures)
        print("sent", self.telemetry.count, "records, checksum {:08x}".format(self.telemetry.checksum))
        print(self.display.preview())
        print("done")
