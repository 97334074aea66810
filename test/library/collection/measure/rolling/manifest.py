metadata(description="Mean and deviation of what came last.", version="0.2.0")
require("ringbuffer")
module("rolling.py")
