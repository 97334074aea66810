metadata(description="Buttons that bounce.", version="0.1.0")
require("ticks")
module("debounce.py")
