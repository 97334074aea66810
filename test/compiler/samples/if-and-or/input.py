if a and b or c and not d:
    e
if not (a or b) and True:
    f
if False or g: h
while a and 0: b
