from cron import Cron

nightly = Cron("*/15 0-5,22 * * 1-5")
assert nightly.is_due(30, 22, 4, 7, 3)
assert not nightly.is_due(31, 22, 4, 7, 3)
assert not nightly.is_due(30, 12, 4, 7, 3)
assert not nightly.is_due(30, 22, 4, 7, 6)
