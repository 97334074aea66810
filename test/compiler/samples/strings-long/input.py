"a string of more than the ten or so characters that are interned at once, so that it is a constant object"
b"the same for bytes, which are never interned at all, whatever their length may be"
