@micropython.asm_thumb
def f(r0, r1):
    mov(r2, 0)
    label(loop)
    add(r2, r2, r0)
    sub(r1, r1, 1)
    cmp(r1, 0)
    bne(loop)
    mov(r0, r2)
