from colors import from_hue

assert from_hue(0) == (255, 0, 0) and from_hue(511) == (0, 255, 0)
assert from_hue(1024, 100) == (0, 0, 100)
