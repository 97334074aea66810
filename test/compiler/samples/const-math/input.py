import math
a = math.pi
b = math.e * 2
c = -math.pi
d = math.sin(1)
