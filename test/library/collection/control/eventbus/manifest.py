metadata(description="Who wants to know.", version="0.1.0")
require("wildcard")
module("eventbus.py")
