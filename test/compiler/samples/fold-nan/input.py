import math
a = math.nan or +math.nan
b = +(+math.nan)
c = -math.nan
d = math.inf - math.inf
e = [+1.5, 1.5, -1.5]
