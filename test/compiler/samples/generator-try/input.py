def g():
    try:
        yield 1
    except GeneratorExit:
        yield 2
    finally:
        yield 3
    with a as b:
        yield b
