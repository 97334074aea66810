# Tests of the control logic. They run on MicroPython (npx vitest run --root playground) and never ship.
import unittest

from greenhouse.control import Hysteresis, Schedule


class TestHysteresis(unittest.TestCase):
    def test_switches_outside_the_limits_only(self):
        fan = Hysteresis(20, 25)
        self.assertEqual([fan.update(value) for value in (22, 26, 24, 19, 19)], [None, True, None, False, None])

    def test_limits(self):
        self.assertRaises(AssertionError, Hysteresis, 25, 20)


class TestSchedule(unittest.TestCase):
    def test_is_on(self):
        pump = Schedule(5, 2)
        self.assertEqual([pump.is_on(tick) for tick in range(6)], [True, True, False, False, False, True])

    def test_length(self):
        with self.assertRaises(ValueError) as context:
            Schedule(2, 3)
        self.assertEqual(str(context.exception), "length 3 does not fit into 2")
