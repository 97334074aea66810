class C:
    "doc"
    def m(self):
        assert self
        return 1
