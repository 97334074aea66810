@micropython.viper
def swap(buf: ptr32, i: int, j: int):
    t = buf[i]
    buf[i] = buf[j]
    buf[j] = t
