from collections import namedtuple

from . import units as unit_names

Stock = namedtuple("Stock", ("name", "count"))


def load():
    return [Stock("bolt", 4), Stock("nut", 6 * unit_names.DOZEN)]
