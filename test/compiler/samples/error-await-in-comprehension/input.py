async def f():
    return [await i() for j in k]
