while True:
    if poll(): break
while 1:
    pass
while 0:
    never()
