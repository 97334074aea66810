if True:
    a()
else:
    b()
if 0:
    c()
elif __debug__:
    d()
if not __debug__: e()
if "":
    f()
