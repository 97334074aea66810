@micropython.asm_thumb
def f(r0):
    mov(r99, 1)
