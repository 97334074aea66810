class Quantity:
    def __init__(self, value, **powers):
        self.value = value
        self.powers = {name: power for name, power in powers.items() if power}

    def __mul__(self, other):
        powers = dict(self.powers)
        for name, power in other.powers.items():
            powers[name] = powers.get(name, 0) + power
        return Quantity(self.value * other.value, **powers)

    def __add__(self, other):
        if self.powers != other.powers:
            raise TypeError("units differ")
        return Quantity(self.value + other.value, **self.powers)
