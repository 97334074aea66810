# Generators: send, throw, close, delegation, expressions, and a coroutine scheduler of our own.


def echo():
    received = None
    try:
        while True:
            try:
                received = yield received
            except ValueError as error:
                received = "caught " + str(error)
    finally:
        print("closed")


e = echo()
next(e)
print(e.send(1), e.throw(ValueError("bad")), e.send("x"))
e.close()


def inner(n):
    for i in range(n):
        yield i
    return n * 100


def delegate():
    total = yield from inner(3)
    yield total
    yield from (x * x for x in range(4) if x % 2)


print(list(delegate()))
print(sum(x * y for x in range(5) for y in range(x)))
print({k: v for k, v in zip("abc", range(3))} == {"a": 0, "b": 1, "c": 2}, sorted({x % 3 for x in range(10)}))


class Pause:
    def __init__(self, turns):
        self.turns = turns

    def __iter__(self):
        return self

    def __next__(self):
        if self.turns == 0:
            raise StopIteration
        self.turns -= 1

    def __await__(self):
        return self


async def worker(name, turns, log):
    for i in range(turns):
        log.append((name, i))
        await Pause(1)
    return name.upper()


async def supervise(log):
    results = []
    async with Scope(log):
        async for name in Names(["a", "b"]):
            results.append(await worker(name, 2, log))
    return results


class Names:
    def __init__(self, names):
        self.names = list(names)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.names:
            raise StopAsyncIteration
        await Pause(1)
        return self.names.pop(0)


class Scope:
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        self.log.append("enter")

    async def __aexit__(self, kind, value, trace):
        self.log.append("exit")


def run(*tasks):
    waiting = list(tasks)
    results = {}
    while waiting:
        for task in list(waiting):
            try:
                task.send(None)
            except StopIteration as stop:
                results[tasks.index(task)] = stop.value
                waiting.remove(task)
    return results


log = []
print(sorted(run(worker("x", 3, log), supervise(log)).items()))
print(log)
