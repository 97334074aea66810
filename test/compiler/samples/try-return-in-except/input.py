def f():
    try:
        return g()
    except OSError as e:
        return e
    except:
        return None
