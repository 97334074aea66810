metadata(description="Differences of counters that wrap around.", version="1.0.0")
module("ticks.py", opt=1)
