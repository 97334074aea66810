# Async functions that wait for nothing: generators by their flag alone, of which viper makes plain functions.


async def nothing():
    pass


async def prints(value, times=2):
    for i in range(times):
        print(value, i)
    return value


def maker(value):
    async def inner():
        return value

    return inner


@micropython.native
async def native(value):
    print(value)
