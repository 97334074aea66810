metadata(description="Settings in a log of changes.", version="0.5.0")
require("crc")
require("tagged.read")
module("kvstore.py")
