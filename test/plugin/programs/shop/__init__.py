from .stock import Stock, load

VERSION = (1, 2)


def describe():
    from . import prices

    return "{} items at {}".format(len(load()), prices.total(load()))
