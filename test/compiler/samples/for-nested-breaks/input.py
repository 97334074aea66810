for a in b:
    for c in d:
        if c: break
        while e:
            if f: continue
            break
    else:
        continue
    break
