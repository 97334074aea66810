class A(B):
    def n(self):
        def o(): return super().o
        return o
