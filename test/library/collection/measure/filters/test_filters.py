from filters import chain
from filters.lowpass import lowpass
from filters.median import median

smooth = chain(median(3), lowpass(0.5))
assert [smooth(value) for value in (8, 8, 900, 8, 16)] == [8, 8, 8, 8, 12]
