// A qstr header such as a firmware build makes, in little.
QCFG(BYTES_IN_LEN, (1))
QCFG(BYTES_IN_HASH, (2))
Q(language)
Q(x)
Q(Point)
Q(\n)
Q(two words)
