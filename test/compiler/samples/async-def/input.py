async def f():
    pass
async def g():
    await f()
    x = await f()
    return await x.y(z)
