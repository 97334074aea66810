class A(B):
    def __init__(self, x):
        super().__init__(x)
        self.y = super().z
    def m(self):
        return super(A, self).m()
    def n(self):
        return lambda: __class__
