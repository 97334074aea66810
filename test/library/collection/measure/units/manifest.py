metadata(description="Units.", version="0.1.0")
module("units.py")
