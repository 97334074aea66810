# try, with, finally and the jumps through them.
import micropython


@micropython.native
def handlers(f):
    try:
        f()
    except ValueError:
        f(1)
    except (TypeError, KeyError) as e:
        f(e)
    except:
        f(2)
        raise f
    else:
        f(3)
    finally:
        f(4)
    return f


@micropython.native
def leaving(items):
    for item in items:
        try:
            try:
                if item == 1:
                    continue
                if item == 2:
                    break
                if item == 3:
                    return item
            finally:
                items.append(item)
        except Exception as e:
            raise ValueError("nested", e)
    try:
        while items:
            try:
                return items
            except OSError:
                break
            finally:
                continue
    finally:
        items = None


@micropython.native
def contexts(a, b):
    with a:
        pass
    with a as x, b as (y, z):
        if x:
            return y
        for i in z:
            with i:
                if i:
                    break
                continue
    try:
        with open(a) as file:
            raise OSError
    except OSError as e:
        assert e.errno, "message"
    return a


@micropython.native
def no_handlers(x):
    if x:
        raise TypeError
    raise ValueError(x)


@micropython.viper
def in_viper(p: ptr8, n: int) -> int:
    try:
        for i in range(n):
            try:
                p[i] = n
            except IndexError:
                return 1
            finally:
                n -= 1
        with memory:
            return n
    except ValueError:
        print(n)
    return 0
