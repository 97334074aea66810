from ..units import DOZEN
from .table import PRICES as _prices


def total(stocks):
    return sum(_prices[s.name] * s.count for s in stocks), DOZEN
