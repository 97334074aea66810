"""A monochrome display with a font from a file: 5 bytes for each glyph, one for each column, the least significant bit at the top."""

_GLYPHS = "0123456789%- "
_COLUMNS = 5


class Display:
    def __init__(self, bus, width, height, font, address=0x3C):
        self.bus, self.address = bus, address
        self.width, self.height = width, height
        self.columns = bytearray(width)
        with open(font, "rb") as file:
            self.font = file.read()

    def clear(self):
        for x in range(self.width):
            self.columns[x] = 0

    def text(self, text, x, y):
        for character in text:
            at = _GLYPHS.find(character)
            if at < 0:
                raise ValueError("no glyph for {!r}".format(character))
            for column in self.font[at * _COLUMNS : (at + 1) * _COLUMNS]:
                if 0 <= x < self.width:
                    self.columns[x] |= (column << y) & 0xFF
                x += 1
            x += 1

    def flush(self):
        self.bus.writeto_mem(self.address, 0x40, self.columns)

    def preview(self):
        rows = []
        for y in range(self.height):
            rows.append("".join("#" if self.columns[x] >> y & 1 else "." for x in range(self.width)))
        return "\n".join(rows)
