# Big integers, floats, bytes, strings and formatting: constants that a compiler folds, and the same computed at run time.

HUGE = 1 << 200
FOLDED = (1 << 64) - 1 ^ 0xFFFF << 20
print(HUGE, -HUGE // 7, HUGE % 1_000_000_007, FOLDED, ~FOLDED)
one = 1
print((one << 200) == HUGE, pow(3, 200, 10**30), 0x7FFFFFFF + one, -0x40000000 - one)
print(123456789012345678901234567890 * 987654321098765432109876543210)

print(1.5, 1e10, 1e-10, 0.1 + 0.2, 3.14159265358979, 1e300 * 1e10, -0.0, 2.0**0.5)
print(1.0, 100000.0, 1e16, 7 / 2, 7 // 2, -7 // 2, 7 % -3, 7.5 // 2)
print("%d %5.2f %s %r %x" % (42, 3.14159, "s", "r", 255), "{:>8}|{:<6}|{:^7}".format("a", "b", "c"))
value = 12.5
print(f"{value:.1f} {value!r:>8} {'nested' + f'{1 + 1}'} {{}}")

print(b"\x00\xff caf\xc3\xa9"[1], b"abc" + b"def", bytes(range(5)), bytearray(b"xy"))
print("caf\u00e9 \U0001f40d", len("caf\u00e9"), "caf\u00e9".encode(), r"raw\n", "a" "b" 'c')
print((1, "two", 3.0, None, True, ...)[1:4], "x" in "xyz", not [], 1 < 2 < 3, 3 if [] else 4)
