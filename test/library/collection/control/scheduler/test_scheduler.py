from scheduler import Scheduler

log = []


def worker(name, delay, times):
    for _ in range(times):
        log.append((name, loop.now))
        yield delay


loop = Scheduler()
loop.start(worker("a", 3, 3))
loop.start(worker("b", 4, 2))
loop.run()
assert log == [("a", 0), ("b", 0), ("a", 3), ("b", 4), ("a", 6)], log
