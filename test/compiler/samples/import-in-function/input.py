def f():
    import os
    import os.path as p
    from sys import argv, path as q
    return os, p, argv, q
