metadata(description="Morse code as durations.", version="0.1.0", author="the tests")
module("morse.py")
