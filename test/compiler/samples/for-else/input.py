for x in items:
    if x: break
else:
    none()
