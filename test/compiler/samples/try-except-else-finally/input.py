try:
    a()
except OSError as e:
    b(e)
else:
    c()
finally:
    d()
