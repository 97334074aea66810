# Exceptions: chains of handlers, finally in all its ways, and a traceback with lines that the test compares.


def risky(n):
    if n == 0:
        raise ValueError("zero")
    if n == 1:
        return {}["missing"]
    if n == 2:
        return [][3]
    return n


def guarded(n):
    try:
        return risky(n)
    except ValueError as error:
        print("value", error)
        return -1
    except (KeyError, TypeError) as error:
        print("key", error)
        raise RuntimeError("wrapped") from error
    else:
        print("never")
    finally:
        print("finally", n)


def looping():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("cleanup", i)
    else:
        print("not reached")


print(guarded(0), guarded(7))
try:
    guarded(1)
except RuntimeError as error:
    print("outer", error)
looping()
assert True, "never"


class Deep:
    def fall(self, depth):
        if depth:
            return self.fall(depth - 1)
        return (
            guarded(0)
            + guarded(2)
        )


def fail():
    Deep().fall(2)
