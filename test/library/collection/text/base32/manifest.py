metadata(description="Base32 in Crockford's alphabet.", version="0.1.1")
module("base32.py")
