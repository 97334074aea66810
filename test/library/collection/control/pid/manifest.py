metadata(description="A controller.", version="3.1.0")
module("pid.py")
