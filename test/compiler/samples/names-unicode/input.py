größe = 1
def Δt(名): return 名
é.ü = größe
