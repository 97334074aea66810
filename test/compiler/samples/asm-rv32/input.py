@micropython.asm_rv32
def f(a0, a1):
    label(loop)
    addi(a0, a0, 1)
    bne(a0, a1, loop)
    lw(a2, 4(a0))
