// The example programs.

/** A program of the menu. */
export interface Example {
  readonly name: string;
  readonly source: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    name: "Average",
    source: `# What does MicroPython make of this?

LIMIT = 8


class Average:
    def __init__(self):
        self.values = []

    def add(self, value):
        self.values.append(value)
        if len(self.values) > LIMIT:
            self.values.pop(0)
        return sum(self.values) / len(self.values)


average = Average()
for reading in (20.5, 21.0, 21.5):
    print(average.add(reading))
`,
  },
  {
    name: "Constants",
    source: `from micropython import const

# A name with "_" in front is replaced by its value and takes no memory.
_LED = const(25)
_MASK = const(1 << 3 | 1)

# Code that cannot run is dropped, its strings too if nothing else uses them.
DEBUG = const(0)


def mask(value):
    if DEBUG:
        print("masking", value)
    assert value >= 0, "level 1 drops assertions"
    return value & _MASK


print(mask(_LED))
`,
  },
  {
    name: "Viper",
    source: `# Choose an architecture above to see machine code.
import micropython


@micropython.viper
def sum_bytes(data: ptr8, count: int) -> int:
    total = 0
    for i in range(count):
        total += data[i]
    return total
`,
  },
  {
    name: "Generator",
    source: `def primes(limit):
    found = []
    for number in range(2, limit):
        if all(number % one for one in found):
            found.append(number)
            yield number


print(list(primes(50)))
`,
  },
  {
    name: "Exceptions",
    source: `def read(values, index):
    try:
        return values[index]
    except IndexError as error:
        print("no such value:", error)
    finally:
        print("done")


read([1, 2, 3], 1)
read([1, 2, 3], 7)
`,
  },
];
