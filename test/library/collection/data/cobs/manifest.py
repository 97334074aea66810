metadata(description="Framing without zero bytes.", version="0.1.0")

module("cobs.py")
