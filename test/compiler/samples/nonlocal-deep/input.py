def a():
    x = y = 0
    def b():
        def c():
            nonlocal x
            x = y
            def d():
                nonlocal y
                y = x
            return d
        return c
    return b
