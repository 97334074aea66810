# Generators, coroutines and what they do with exceptions.
import micropython


@micropython.native
def simple(n):
    for i in range(n):
        x = yield i
        if x:
            return x


@micropython.native
def guarded(source):
    try:
        yield from source
    except GeneratorExit:
        yield 1
    finally:
        yield 2
    with source as s:
        yield s
    return (yield)


@micropython.native
def closing(a):
    total = 0

    def inner():
        nonlocal total
        total += yield a

    return inner, (lambda: (yield)), (x for x in a if x)


@micropython.native
async def coroutine(stream, *parts):
    async with stream as s:
        async for item in s:
            if item:
                await item.write(b"x")
                break
        else:
            return await s.close()
    await stream
    try:
        async with stream:
            return [x for x in parts]
    finally:
        await stream.done()
