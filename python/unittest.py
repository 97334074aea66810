# unittest as micropython-lib has it, for tests that run through vitest. Each assertion says what it compared.

import sys


class SkipTest(Exception):
    pass


# The failures of subtests, of the test that runs: (label, exception).
_failures = []
# What the last failed comparison compared.
_compared = None


def _fail(message, given):
    if given is not None:
        message = "%s : %s" % (message, given) if message else str(given)
    raise AssertionError(message)


def _check(holds, message, given, *values):
    if not holds:
        _fail(message % values, given)


class _Raises:
    def __init__(self, expected, pattern=None, given=None):
        self.expected = expected
        self.pattern = pattern
        self.given = given
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, exception, traceback):
        if kind is None:
            _fail("%s not raised" % _names(self.expected), self.given)
        if not issubclass(kind, self.expected):
            return False
        self.exception = exception
        if self.pattern is not None:
            _matches(self.pattern, str(exception), self.given)
        return True


class _Ignore:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


def _names(expected):
    if isinstance(expected, tuple):
        return " or ".join(_names(one) for one in expected)
    return getattr(expected, "__name__", str(expected))


def _matches(pattern, text, given):
    import re

    found = re.search(pattern, text) if isinstance(pattern, str) else pattern.search(text)
    _check(found, "%r does not match %r", given, text, pattern)


class _SubTest:
    def __init__(self, message, parameters):
        label = [] if message is None else ["[%s]" % message]
        if parameters:
            label.append("(%s)" % ", ".join("%s=%r" % pair for pair in sorted(parameters.items())))
        self.label = " ".join(label)

    def __enter__(self):
        return self

    def __exit__(self, kind, exception, traceback):
        if kind is None:
            return False
        if issubclass(kind, SkipTest) or not issubclass(kind, Exception):
            return False
        _failures.append((self.label, exception))
        return True


class TestCase:
    def __init__(self):
        pass

    # Of these a class has what it defines.
    def setUp(self):
        pass

    def tearDown(self):
        pass

    def addCleanup(self, function, *args, **kwargs):
        if not hasattr(self, "_cleanups"):
            self._cleanups = []
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        cleanups = getattr(self, "_cleanups", [])
        while cleanups:
            function, args, kwargs = cleanups.pop()
            function(*args, **kwargs)

    def subTest(self, msg=None, **params):
        return _SubTest(msg, params)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def fail(self, msg=""):
        raise AssertionError(msg)

    def assertEqual(self, first, second, msg=None):
        global _compared
        if not first == second:
            _compared = (first, second)
            _fail("%r != %r" % (first, second), msg)

    def assertNotEqual(self, first, second, msg=None):
        _check(first != second, "%r == %r", msg, first, second)

    def assertLess(self, first, second, msg=None):
        _check(first < second, "%r is not less than %r", msg, first, second)

    def assertLessEqual(self, first, second, msg=None):
        _check(first <= second, "%r is not less than or equal to %r", msg, first, second)

    def assertGreater(self, first, second, msg=None):
        _check(first > second, "%r is not greater than %r", msg, first, second)

    def assertGreaterEqual(self, first, second, msg=None):
        _check(first >= second, "%r is not greater than or equal to %r", msg, first, second)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if not _is_near(first, second, places, delta):
            _fail("%r != %r within %s" % (first, second, _tolerance(places, delta)), msg)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if _is_near(first, second, places, delta):
            _fail("%r == %r within %s" % (first, second, _tolerance(places, delta)), msg)

    def assertIs(self, first, second, msg=None):
        _check(first is second, "%r is not %r", msg, first, second)

    def assertIsNot(self, first, second, msg=None):
        _check(first is not second, "both are %r", msg, first)

    def assertIsNone(self, value, msg=None):
        _check(value is None, "%r is not None", msg, value)

    def assertIsNotNone(self, value, msg=None):
        _check(value is not None, "unexpectedly None", msg)

    def assertTrue(self, value, msg=None):
        _check(value, "%r is not true", msg, value)

    def assertFalse(self, value, msg=None):
        _check(not value, "%r is not false", msg, value)

    def assertIn(self, member, container, msg=None):
        _check(member in container, "%r not found in %r", msg, member, container)

    def assertNotIn(self, member, container, msg=None):
        _check(member not in container, "%r found in %r", msg, member, container)

    def assertIsInstance(self, value, kind, msg=None):
        _check(isinstance(value, kind), "%r is no instance of %s", msg, value, _names(kind))

    def assertNotIsInstance(self, value, kind, msg=None):
        _check(not isinstance(value, kind), "%r is an instance of %s", msg, value, _names(kind))

    def assertRegex(self, text, pattern, msg=None):
        _matches(pattern, text, msg)

    def assertRaises(self, exc, func=None, *args, **kwargs):
        msg = kwargs.pop("msg", None) if func is None else None
        context = _Raises(exc, given=msg)
        if func is None:
            return context
        with context:
            func(*args, **kwargs)

    def assertRaisesRegex(self, exc, pattern, func=None, *args, **kwargs):
        context = _Raises(exc, pattern)
        if func is None:
            return context
        with context:
            func(*args, **kwargs)

    # MicroPython has no warnings: what is given runs.
    def assertWarns(self, warning=None, func=None, *args, **kwargs):
        if func is None:
            return _Ignore()
        func(*args, **kwargs)


def _tolerance(places, delta):
    return "%r" % delta if delta is not None else "%d places" % (7 if places is None else places)


def _is_near(first, second, places, delta):
    if delta is not None and places is not None:
        raise TypeError("give delta or places, not both")
    if first == second:
        return True
    if delta is not None:
        return abs(first - second) <= delta
    return round(abs(second - first), 7 if places is None else places) == 0


def skip(reason):
    def decorate(test):
        if isinstance(test, type):
            test._skip = reason
            return test

        def skipped(*args, **kwargs):
            raise SkipTest(reason)

        return skipped

    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else lambda test: test


def skipUnless(condition, reason):
    return skipIf(not condition, reason)


def expectedFailure(test):
    def inverted(*args, **kwargs):
        try:
            test(*args, **kwargs)
            failed = bool(_failures)
            _failures.clear()
        except SkipTest:
            raise
        except Exception:
            failed = True
        if not failed:
            raise AssertionError("unexpected success")

    return inverted


# What runs tests without vitest, as micropython-lib has it.


class TestResult:
    def __init__(self):
        self.testsRun = 0
        self.errors = []
        self.failures = []
        self.skipped = []

    @property
    def errorsNum(self):
        return len(self.errors)

    @property
    def failuresNum(self):
        return len(self.failures)

    @property
    def skippedNum(self):
        return len(self.skipped)

    def wasSuccessful(self):
        return not self.errors and not self.failures

    def __add__(self, other):
        self.testsRun += other.testsRun
        self.errors.extend(other.errors)
        self.failures.extend(other.failures)
        self.skipped.extend(other.skipped)
        return self

    def __repr__(self):
        return "<unittest.result.TestResult run=%d errors=%d failures=%d>" % (
            self.testsRun,
            len(self.errors),
            len(self.failures),
        )


class TestSuite:
    def __init__(self, name=""):
        self.name = name
        self._tests = []

    def addTest(self, test):
        self._tests.append(test)

    def _load_module(self, module):
        for name in tests_of(module):
            self.addTest(getattr(module, name))

    def run(self, result):
        for test in self._tests:
            if isinstance(test, TestSuite):
                test.run(result)
            elif isinstance(test, type):
                self._run_class(test(), result)
            else:
                run_in(result, test.__name__, None, test)
        return result

    def _run_class(self, case, result):
        set_up_class(case)
        try:
            for name in methods_of(type(case)):
                run_in(result, name, case, getattr(case, name))
        finally:
            tear_down_class(case)


class TestRunner:
    def run(self, suite):
        result = suite.run(TestResult())
        for name, exception in result.errors + result.failures:
            print("FAIL:", name)
            sys.print_exception(exception)
        print("Ran %d tests" % result.testsRun)
        if result.wasSuccessful():
            print("OK" if not result.skipped else "OK (skipped=%d)" % len(result.skipped))
        else:
            print("FAILED (failures=%d, errors=%d)" % (len(result.failures), len(result.errors)))
        return result


TextTestRunner = TestRunner


def main(module="__main__", testRunner=None):
    if isinstance(module, str):
        module = __import__(module)
    runner = TestRunner() if testRunner is None else testRunner
    if isinstance(runner, type):
        runner = runner()
    suite = TestSuite(getattr(module, "__name__", ""))
    suite._load_module(module)
    return runner.run(suite)


# The parts of a run; device_tests has its own loop over them.


def tests_of(module):
    """Names of the test classes and test functions of a module, sorted."""
    names = []
    for name in sorted(dir(module)):
        value = getattr(module, name)
        if isinstance(value, type):
            if issubclass(value, TestCase) and value is not TestCase:
                names.append(name)
        elif name.startswith("test") and callable(value):
            names.append(name)
    return names


def methods_of(kind):
    """Names of the test methods of a class, its bases' among them, sorted."""
    if hasattr(kind, "runTest"):
        return ["runTest"]
    return [name for name in sorted(dir(kind)) if name.startswith("test") and callable(getattr(kind, name))]


def set_up_class(case):
    getattr(case, "setUpClass", _nothing)()


def tear_down_class(case):
    getattr(case, "tearDownClass", _nothing)()


def _nothing():
    pass


def run_test(case, test):
    """Runs one test with what belongs to it. Failures of subtests are in _failures; what it raises is its own."""
    global _compared
    _failures.clear()
    _compared = None
    reason = getattr(case, "_skip", None)
    if reason is not None:
        raise SkipTest(reason)
    try:
        getattr(case, "setUp", _nothing)()
        try:
            finished = test()
            if hasattr(finished, "send"):
                _run_coroutine(finished)
        finally:
            getattr(case, "tearDown", _nothing)()
    finally:
        getattr(case, "doCleanups", _nothing)()


def _run_coroutine(coroutine):
    import asyncio

    if not hasattr(asyncio, "run"):
        raise SkipTest("an async test needs asyncio.run, which this MicroPython does not have")
    asyncio.run(coroutine)


def run_in(result, name, case, test):
    result.testsRun += 1
    try:
        run_test(case, test)
    except SkipTest as skipped:
        result.skipped.append((name, skipped.args[0] if skipped.args else ""))
    except AssertionError as failure:
        result.failures.append((name, failure))
    except Exception as error:
        result.errors.append((name, error))
    for label, exception in _failures:
        kept = result.failures if isinstance(exception, AssertionError) else result.errors
        kept.append(("%s %s" % (name, label), exception))
