b''; b'abc'; b'\x00\xff'; rb'\n'; br'\n'; b'a' b'b'; b'\101\q'
