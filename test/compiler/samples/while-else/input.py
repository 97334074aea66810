while n:
    n -= 1
    if n == 3: break
    if n == 4: continue
else:
    done()
