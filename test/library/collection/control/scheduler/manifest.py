metadata(description="Generators that take turns.", version="0.6.0")
require("ticks")
module("scheduler.py")
