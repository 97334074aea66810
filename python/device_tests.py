# Runs tests one by one for the host. What a program prints is its output; what the host is told stands between two control
# characters that no program prints by chance: \x1e, a word, a blank, a text, \x1f.

import io
import sys
import unittest

_module = None
_name = ""
_cases = {}


def _tell(word, text=""):
    sys.stdout.write("\x1e%s %s\x1f" % (word, text))


def _traceback(exception):
    text = io.StringIO()
    sys.print_exception(exception, text)
    return text.getvalue()


def load(name):
    """Imports a test module and tells its tests: "test Class.method", "test function"."""
    global _module, _name
    _name = name
    _cases.clear()
    __import__(name)
    _module = sys.modules[name]
    for name in unittest.tests_of(_module):
        value = getattr(_module, name)
        if isinstance(value, type):
            for method in unittest.methods_of(value):
                _tell("test", "%s.%s" % (name, method))
        else:
            _tell("test", name)


def enter(name):
    """Prepares a class: one object of it serves all its tests."""
    case = getattr(_module, name)()
    if getattr(case, "_skip", None) is None:
        unittest.set_up_class(case)
    _cases[name] = case


def leave(name):
    case = _cases.pop(name, None)
    if case is not None and getattr(case, "_skip", None) is None:
        unittest.tear_down_class(case)


def run(name, method=None):
    """Runs a test function, or a method of a class that was entered. Tells "skip reason", or a "failure" for each exception."""
    case = None if method is None else _cases[name]
    test = getattr(_module, name) if method is None else getattr(case, method)
    try:
        unittest.run_test(case, test)
    except unittest.SkipTest as skipped:
        _tell("skip", skipped.args[0] if skipped.args else "")
    except KeyboardInterrupt:
        raise
    except BaseException as exception:
        _fail("", exception)
    for label, exception in unittest._failures:
        _fail(label, exception)


def _fail(label, exception):
    if unittest._compared is not None and isinstance(exception, AssertionError):
        _tell("compared", "%r\x1d%r" % unittest._compared)
    _tell("failure", "%s\x1d%s" % (label, _traceback(exception)))
