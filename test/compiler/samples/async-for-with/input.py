async def f():
    async for x in y:
        if x: break
    else:
        z()
    async with a as b, c:
        await b
        return b
