@micropython.asm_thumb
def add(r0, r1):
    add(r0, r0, r1)
    label(again)
    sub(r1, 1)
    bne(again)


@micropython.asm_thumb
def answer() -> uint:
    movw(r0, 0x1234)


print(add(1, 2), answer())
