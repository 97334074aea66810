123456789012345678901234567890
0xffffffffffffffffffffffffffffffffffffffff
-(2 ** 200)
