def a(): return "shared text", 1.5
def b(): return "shared text", 1.5
def c(): return b"shared bytes"
def d(): return b"shared bytes"
