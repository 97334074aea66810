# Closures over loops, arguments and each other; nonlocal; default arguments; keyword-only arguments.


def counter(start=0, *, step=1):
    value = start

    def advance(times=1):
        nonlocal value
        for _ in range(times):
            value += step
        return value

    def reset():
        nonlocal value
        value = start

    return advance, reset


advance, reset = counter(10, step=5)
print(advance(), advance(3), advance(times=2))
reset()
print(advance())

adders = [lambda x, n=n: x + n for n in range(4)]
print([add(10) for add in adders])
late = [lambda: n for n in range(3)]
print([get() for get in late])


def compose(*functions):
    def apply(value, **options):
        for function in functions:
            value = function(value)
        return (value, sorted(options.items()))

    return apply


print(compose(str, len, lambda n: n * n)(12345, unit="px", axis="x"))


def outer():
    a = 1

    def middle():
        b = a + 1

        def inner():
            return a, b

        return inner

    a = 10
    return middle()


print(outer()())
