1 << 64; (1 << 64) >> 60; (1 << 100) + 1; -(1 << 70) // 7; (1 << 70) % 1000; (1 << 70) & 0xffff; ~(1 << 70)
10 ** 40 - 1; 0xffffffffffffffff * 0xffffffffffffffff
