"""Many tests as one, with what is done once per class and per module.

The result remembers the class of the previous test; when another class or module
begins, the fixtures of the previous one end.
"""

import sys

from unittest import case
from unittest.util import strclass

__unittest = True


class BaseTestSuite:
    """A collection of tests and suites."""

    # Forget each test after it has run.
    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def __repr__(self):
        return f"<{strclass(self.__class__)} tests={list(self)}>"

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return list(self) == list(other)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        """How many tests there are, or were."""
        return self._removed_tests + sum(test.countTestCases() for test in self if test)

    def addTest(self, test):
        """Add a test or a suite."""
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing "
                            "them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        """Add many of them."""
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def run(self, result):
        """Run the tests until the result says to stop."""
        for index, test in enumerate(self):
            if result.shouldStop:
                break
            test(result)
            if self._cleanup:
                self._removeTestAtIndex(index)
        return result

    def _removeTestAtIndex(self, index):
        try:
            test = self._tests[index]
        except TypeError:
            # A subclass with some other kind of collection.
            return
        # Some suites hold None, or things that only can be called.
        if hasattr(test, 'countTestCases'):
            self._removed_tests += test.countTestCases()
        self._tests[index] = None

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Run the tests and let what they raise through."""
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    """A collection of tests that cares for the fixtures of classes and modules."""

    def run(self, result, debug=False):
        outermost = getattr(result, '_testRunEntered', False) is False
        if outermost:
            result._testRunEntered = True
        for index, test in enumerate(self):
            if result.shouldStop:
                break
            if not _is_suite(test):
                self._tearDownPreviousClass(test, result)
                self._handleModuleFixture(test, result)
                self._handleClassSetUp(test, result)
                result._previousTestClass = test.__class__
                if (getattr(test.__class__, '_classSetupFailed', False)
                        or getattr(result, '_moduleSetUpFailed', False)):
                    continue
            if debug:
                test.debug()
            else:
                test(result)
            if self._cleanup:
                self._removeTestAtIndex(index)
        if outermost:
            self._tearDownPreviousClass(None, result)
            self._handleModuleTearDown(result)
            result._testRunEntered = False
        return result

    def debug(self):
        """Run the tests and let what they raise through."""
        self.run(_DebugResult(), True)

    def _handleClassSetUp(self, test, result):
        cls = test.__class__
        if (cls == getattr(result, '_previousTestClass', None) or result._moduleSetUpFailed
                or getattr(cls, "__unittest_skip__", False)):
            return
        _set_failed(cls, False)
        set_up = getattr(cls, 'setUpClass', None)
        if set_up is None:
            return
        with _Output(result):
            try:
                set_up()
                return
            except Exception as e:
                if isinstance(result, _DebugResult):
                    raise
                _set_failed(cls, True)
                self._error(result, e, 'setUpClass', strclass(cls))
            # Not while the exception is handled: it is no context of what comes now.
            self._clean_up_class(result, cls, 'setUpClass')

    def _clean_up_class(self, result, cls, method):
        clean_up = getattr(cls, 'doClassCleanups', None)
        if clean_up is not None:
            clean_up()
            for info in cls.tearDown_exceptions:
                if isinstance(result, _DebugResult):
                    raise info[1]
                self._error(result, info[1], method, strclass(cls), info)

    def _get_previous_module(self, result):
        cls = getattr(result, '_previousTestClass', None)
        return None if cls is None else cls.__module__

    def _handleModuleFixture(self, test, result):
        name = test.__class__.__module__
        if name == self._get_previous_module(result):
            return
        self._handleModuleTearDown(result)
        result._moduleSetUpFailed = False
        module = sys.modules.get(name)
        set_up = getattr(module, 'setUpModule', None)
        if set_up is None:
            return
        with _Output(result):
            try:
                set_up()
                return
            except Exception as e:
                if isinstance(result, _DebugResult):
                    raise
                result._moduleSetUpFailed = True
                self._error(result, e, 'setUpModule', name)
            self._clean_up_module(result, 'setUpModule', name)

    def _clean_up_module(self, result, method, name):
        try:
            case.doModuleCleanups()
        except Exception as e:
            if isinstance(result, _DebugResult):
                raise
            for each in e.exceptions if isinstance(e, ExceptionGroup) else (e,):
                self._error(result, each, method, name)

    def _handleModuleTearDown(self, result):
        name = self._get_previous_module(result)
        if name is None or result._moduleSetUpFailed or name not in sys.modules:
            return
        with _Output(result):
            tear_down = getattr(sys.modules[name], 'tearDownModule', None)
            if tear_down is not None:
                try:
                    tear_down()
                except Exception as e:
                    if isinstance(result, _DebugResult):
                        raise
                    self._error(result, e, 'tearDownModule', name)
            self._clean_up_module(result, 'tearDownModule', name)

    def _tearDownPreviousClass(self, test, result):
        cls = getattr(result, '_previousTestClass', None)
        if (cls is None or cls == test.__class__ or getattr(cls, '_classSetupFailed', False)
                or getattr(result, '_moduleSetUpFailed', False)
                or getattr(cls, "__unittest_skip__", False)):
            return
        tear_down = getattr(cls, 'tearDownClass', None)
        if tear_down is None and not hasattr(cls, 'doClassCleanups'):
            return
        with _Output(result):
            if tear_down is not None:
                try:
                    tear_down()
                except Exception as e:
                    if isinstance(result, _DebugResult):
                        raise
                    self._error(result, e, 'tearDownClass', strclass(cls))
            self._clean_up_class(result, cls, 'tearDownClass')

    def _error(self, result, exc, method, parent, info=None):
        # An error that belongs to no test.
        error = _ErrorHolder(f'{method} ({parent})')
        add_skip = getattr(result, 'addSkip', None)
        if add_skip is not None and isinstance(exc, case.SkipTest):
            add_skip(error, str(exc))
        else:
            result.addError(error, info or (type(exc), exc, exc.__traceback__))


class _Output:
    """The result may put output aside also during fixtures."""

    def __init__(self, result):
        self.result = result

    def __enter__(self):
        getattr(self.result, '_setupStdout', _nothing)()

    def __exit__(self, *exc_info):
        getattr(self.result, '_restoreStdout', _nothing)()


def _nothing():
    pass


def _set_failed(cls, failed):
    try:
        cls._classSetupFailed = failed
    except TypeError:
        # Not a class written in Python; that is fine.
        pass


class _ErrorHolder:
    """Stands for a test in results when a fixture fails; runs nothing."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return f"<ErrorHolder description={self.description!r}>"

    def __str__(self):
        return self.id()

    def run(self, result):
        pass

    def __call__(self, result):
        return self.run(result)

    def countTestCases(self):
        return 0


def _is_suite(test):
    try:
        iter(test)
    except TypeError:
        return False
    return True


class _DebugResult:
    """For debug(): only what a suite needs to know."""

    _previousTestClass = None
    _moduleSetUpFailed = False
    shouldStop = False
