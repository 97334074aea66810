async def f():
    try:
        await g()
    finally:
        await h()
    return await i()
