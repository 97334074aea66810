@micropython.asm_xtensa
def f(a2, a3):
    label(loop)
    addi(a2, a2, 1)
    bne(a2, a3, loop)
    movi(a4, 100)
    l32i(a2, a4, 0)
