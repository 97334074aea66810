def a():
    def b():
        def c():
            def d():
                pass
            return d
        return c
    return b
