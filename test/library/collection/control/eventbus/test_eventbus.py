from eventbus import Bus

bus = Bus()


@bus.on("sensor/*")
def double(value):
    return value * 2


@bus.on("*/heat")
def text(value):
    return str(value)


assert bus.emit("sensor/heat", 21) == [42, "21"]
assert bus.emit("none") == []
