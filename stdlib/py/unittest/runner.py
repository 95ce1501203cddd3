"""Tests on the terminal: dots or lines while they run, then what went wrong."""

import sys
import time
import warnings

from unittest import result
from unittest.case import _SubTest
from unittest.signals import registerResult

__unittest = True


class _Colors:
    passed = '\x1b[32m'
    warn = '\x1b[33m'
    fail = '\x1b[31m'
    fail_info = '\x1b[1;31m'
    reset = '\x1b[0m'


class _NoColors:
    passed = warn = fail = fail_info = reset = ''


def _colors(stream):
    from _colorize import can_colorize
    return _Colors if can_colorize(file=stream) else _NoColors


class _WritelnDecorator:
    """A stream with a method writeln()."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, attr):
        if attr in ('stream', '__getstate__'):
            raise AttributeError(attr)
        return getattr(self.stream, attr)

    def writeln(self, arg=None):
        if arg:
            self.write(arg)
        self.write('\n')


class TextTestResult(result.TestResult):
    """A result that writes to a stream what happens: one sign or one line per test."""

    separator1 = '=' * 70
    separator2 = '-' * 70

    def __init__(self, stream, descriptions, verbosity, *, durations=None):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.showAll = verbosity > 1
        self.dots = verbosity == 1
        self.descriptions = descriptions
        self._theme = _colors(stream)
        self._newline = True
        self.durations = durations

    def getDescription(self, test):
        """The test's name and the first line of its docstring."""
        doc = test.shortDescription()
        return f'{test}\n{doc}' if self.descriptions and doc else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test))
            self.stream.write(" ... ")
            self.stream.flush()
            self._newline = False

    def _write_status(self, test, status):
        # Not on the line of the test if something was written in between.
        subtest = isinstance(test, _SubTest)
        if subtest or self._newline:
            if not self._newline:
                self.stream.writeln()
            if subtest:
                self.stream.write("  ")
            self.stream.write(self.getDescription(test))
            self.stream.write(" ... ")
        self.stream.writeln(status)
        self.stream.flush()
        self._newline = True

    def _show(self, test, color, word, sign, more=''):
        theme = self._theme
        color = getattr(theme, color)
        if self.showAll:
            self._write_status(test, f'{color}{word}{theme.reset}{more}')
        elif self.dots:
            self.stream.write(f'{color}{sign}{theme.reset}')
            self.stream.flush()

    def _show_on_line(self, color, word, sign):
        theme = self._theme
        color = getattr(theme, color)
        if self.showAll:
            self.stream.writeln(f'{color}{word}{theme.reset}')
            self.stream.flush()
        elif self.dots:
            self.stream.write(f'{color}{sign}{theme.reset}')
            self.stream.flush()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            if issubclass(err[0], subtest.failureException):
                self._show(subtest, 'fail', 'FAIL', 'F')
            else:
                self._show(subtest, 'fail', 'ERROR', 'E')
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._show(test, 'passed', 'ok', '.')

    def addError(self, test, err):
        super().addError(test, err)
        self._show(test, 'fail', 'ERROR', 'E')

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._show(test, 'fail', 'FAIL', 'F')

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._show(test, 'warn', 'skipped', 's', f' {reason!r}')

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._show_on_line('warn', 'expected failure', 'x')

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._show_on_line('fail', 'unexpected success', 'u')

    def printErrors(self):
        """Write all errors and failures."""
        theme = self._theme
        if self.dots or self.showAll:
            self.stream.writeln()
            self.stream.flush()
        self.printErrorList(f'{theme.fail}ERROR{theme.reset}', self.errors)
        self.printErrorList(f'{theme.fail}FAIL{theme.reset}', self.failures)
        unexpected = getattr(self, 'unexpectedSuccesses', ())
        if unexpected:
            self.stream.writeln(self.separator1)
            for test in unexpected:
                self.stream.writeln(f'{theme.fail}UNEXPECTED SUCCESS{theme.fail_info}: '
                                    f'{self.getDescription(test)}{theme.reset}')
            self.stream.flush()

    def printErrorList(self, flavour, errors):
        """Write some of them."""
        theme = self._theme
        for test, err in errors:
            self.stream.writeln(self.separator1)
            self.stream.writeln(f'{flavour}{theme.fail_info}: {self.getDescription(test)}'
                                f'{theme.reset}')
            self.stream.writeln(self.separator2)
            self.stream.writeln("%s" % err)
            self.stream.flush()


class TextTestRunner:
    """Runs tests and writes to a stream what happens, with a summary at the end."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False,
                 buffer=False, resultclass=None, warnings=None, *, tb_locals=False,
                 durations=None):
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.buffer = buffer
        self.tb_locals = tb_locals
        self.durations = durations
        self.warnings = warnings
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        args = self.stream, self.descriptions, self.verbosity
        try:
            return self.resultclass(*args, durations=self.durations)
        except TypeError:
            # An older class.
            return self.resultclass(*args)

    def _printDurations(self, result):
        slowest = sorted(result.collectedDurations, key=lambda each: each[1], reverse=True)
        if not slowest:
            return
        if self.durations > 0:
            slowest = slowest[:self.durations]
        self.stream.writeln("Slowest test durations")
        if hasattr(result, 'separator2'):
            self.stream.writeln(result.separator2)
        hidden = False
        for test, elapsed in slowest:
            if self.verbosity < 2 and elapsed < 0.001:
                hidden = True
            else:
                seconds = f'{elapsed:.3f}s'
                self.stream.writeln(f'{seconds:<10} {test}')
        if hidden:
            self.stream.writeln("\n(durations < 0.001s were hidden; use -v to show these "
                                "durations)")
        else:
            self.stream.writeln("")

    def run(self, test):
        """Run a test or suite; the result."""
        result = self._makeResult()
        registerResult(result)
        result.failfast = self.failfast
        result.buffer = self.buffer
        result.tb_locals = self.tb_locals
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
            start = time.perf_counter()
            start_run = getattr(result, 'startTestRun', None)
            if start_run is not None:
                start_run()
            try:
                test(result)
            finally:
                stop_run = getattr(result, 'stopTestRun', None)
                if stop_run is not None:
                    stop_run()
            elapsed = time.perf_counter() - start
        result.printErrors()
        if self.durations is not None:
            self._printDurations(result)
        if hasattr(result, 'separator2'):
            self.stream.writeln(result.separator2)
        count = result.testsRun
        self.stream.writeln(f"Ran {count} test{'' if count == 1 else 's'} in {elapsed:.3f}s")
        self.stream.writeln()
        self._summary(result)
        self.stream.flush()
        return result

    def _summary(self, result):
        theme = _colors(self.stream)
        try:
            expected = len(result.expectedFailures)
            unexpected = len(result.unexpectedSuccesses)
            skipped = len(result.skipped)
        except AttributeError:
            expected = unexpected = skipped = 0
        infos = []
        if not result.wasSuccessful():
            self.stream.write(f"{theme.fail_info}FAILED{theme.reset}")
            infos = [(theme.fail_info, 'failures', len(result.failures)),
                     (theme.fail_info, 'errors', len(result.errors))]
        elif result.testsRun == 0 and not skipped:
            self.stream.write(f"{theme.warn}NO TESTS RAN{theme.reset}")
        else:
            self.stream.write(f"{theme.passed}OK{theme.reset}")
        infos += [(theme.warn, 'skipped', skipped),
                  (theme.warn, 'expected failures', expected),
                  (theme.fail, 'unexpected successes', unexpected)]
        shown = ', '.join([f"{color}{name}={count}{theme.reset}"
                           for color, name, count in infos if count])
        if shown:
            self.stream.writeln(f" ({shown})")
        else:
            self.stream.write("\n")
