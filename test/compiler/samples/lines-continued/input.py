a = 1 + \
    2
b = (1,
     2,

     3)
c = """
text
""" + d
e = [x
     for x in y
     if x]
