"""doc"""
def f():
    "doc"
    assert x
    return __debug__
