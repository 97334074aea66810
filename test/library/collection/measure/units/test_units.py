from units import Quantity

speed = Quantity(3, m=1, s=-1)
way = speed * Quantity(4, s=1)
assert way.value == 12 and way.powers == {"m": 1}
try:
    way + speed
    assert False
except TypeError:
    pass
