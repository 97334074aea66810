metadata(description="States and what leads from one to the next.", version="0.9.0")
module("fsm.py")
