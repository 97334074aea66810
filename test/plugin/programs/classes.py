# Classes: inheritance, super, properties, operators, static and class methods, context managers, iteration.


class Vector:
    """Two numbers."""

    count = 0

    def __init__(self, x, y=0):
        self.x, self.y = x, y
        Vector.count += 1

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __iter__(self):
        yield self.x
        yield self.y

    def __repr__(self):
        return "Vector({}, {})".format(self.x, self.y)

    @property
    def length2(self):
        return self.x**2 + self.y**2

    @staticmethod
    def zero():
        return Vector(0)

    @classmethod
    def of(cls, pair):
        return cls(*pair)


class Vector3(Vector):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

    @property
    def length2(self):
        return super().length2 + self.z**2 if False else self.x**2 + self.y**2 + self.z**2

    def __repr__(self):
        return f"Vector3({self.x}, {self.y}, {self.z!r})"


a = Vector(1, 2)
b = Vector.of((3, 4))
print(a + b, a == Vector(1, 2), a == b, b[0], b[-1], list(b), Vector.zero())
print(b.length2, Vector3(1, 2, 3).length2, Vector3(1, 2, "z"), Vector.count)
print(isinstance(Vector3(0, 0, 0), Vector), issubclass(Vector, Vector3))


class Managed:
    def __init__(self, name, swallow):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind and kind.__name__, value)
        return self.swallow


with Managed("outer", True) as outer, Managed("inner", False):
    print(outer.name)
    raise KeyError("lost")
print("after")

x, *rest = Vector3(7, 8, 9)
print(x, rest)
