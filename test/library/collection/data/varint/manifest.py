metadata(description="Whole numbers in as few bytes as they need.", version="0.3.1")
module("varint.py", opt=3)
