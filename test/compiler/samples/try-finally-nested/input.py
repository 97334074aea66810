def f():
    try:
        try:
            return a
        finally:
            b
    except E as e:
        try:
            raise
        finally:
            return c
    finally:
        d
