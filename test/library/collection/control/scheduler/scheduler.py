import ticks


class Scheduler:
    """Tasks are generators that yield how long they want to sleep."""

    def __init__(self):
        self._tasks = []
        self.now = 0

    def start(self, task, at=0):
        self._tasks.append((at, len(self._tasks), task))

    def run(self):
        while self._tasks:
            due = min(self._tasks, key=lambda one: (ticks.diff(one[0], self.now), one[1]))
            self._tasks.remove(due)
            at, order, task = due
            self.now = at
            try:
                delay = next(task)
            except StopIteration:
                continue
            self._tasks.append((ticks.add(at, delay), order, task))
