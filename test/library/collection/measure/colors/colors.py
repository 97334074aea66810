def from_hue(hue, value=255):
    """Hue 0 to 1535."""
    sector, rest = divmod(hue % 1536, 256)
    up, down = rest * value // 255, (255 - rest) * value // 255
    return (
        (value, up, 0),
        (down, value, 0),
        (0, value, up),
        (0, down, value),
        (up, 0, value),
        (value, 0, down),
    )[sector]
