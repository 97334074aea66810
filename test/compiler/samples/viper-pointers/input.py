@micropython.viper
def fill(buf: ptr8, n: int, v: int):
    p = ptr16(buf)
    for i in range(n):
        buf[i] = v
        p[i] = buf[i] + 1
    q = ptr32(0x40000000)
    q[0] = q[1]
