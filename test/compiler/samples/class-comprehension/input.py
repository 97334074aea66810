class C:
    a = [i for i in range(3)]
    b = [a for j in a]
    c = lambda self: self.a
