"""What happened to the tests.

Output is put aside during a test if buffer is true, and shown if the test fails.
Tracebacks are shown without the frames of unittest: modules that define
__unittest.
"""

import io
import sys
import traceback
from functools import wraps

from unittest.util import strclass

__unittest = True

STDOUT_LINE = '\nStdout:\n%s'
STDERR_LINE = '\nStderr:\n%s'


def failfast(method):
    """Stop after this call if the result's failfast is true."""
    @wraps(method)
    def inner(self, *args, **kw):
        if getattr(self, 'failfast', False):
            self.stop()
        return method(self, *args, **kw)
    return inner


def _with_newline(text):
    return text if text.endswith('\n') else text + '\n'


class TestResult:
    """Collects failures, errors and so on, with tracebacks as text."""

    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.collectedDurations = []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False
        self._stdout_buffer = None
        self._stderr_buffer = None
        self._original_stdout = sys.stdout
        self._original_stderr = sys.stderr
        self._mirrorOutput = False

    def printErrors(self):
        """For subclasses: called after the tests."""

    def startTest(self, test):
        """A test begins."""
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def _setupStdout(self):
        if self.buffer:
            if self._stderr_buffer is None:
                self._stderr_buffer = io.StringIO()
                self._stdout_buffer = io.StringIO()
            sys.stdout = self._stdout_buffer
            sys.stderr = self._stderr_buffer

    def startTestRun(self):
        """Called once before the tests."""

    def stopTest(self, test):
        """A test has ended, one way or other."""
        self._restoreStdout()
        self._mirrorOutput = False

    def _restoreStdout(self):
        if not self.buffer:
            return
        if self._mirrorOutput:
            output = sys.stdout.getvalue()
            if output:
                self._original_stdout.write(STDOUT_LINE % _with_newline(output))
            error = sys.stderr.getvalue()
            if error:
                self._original_stderr.write(STDERR_LINE % _with_newline(error))
        sys.stdout = self._original_stdout
        sys.stderr = self._original_stderr
        for buffer in (self._stdout_buffer, self._stderr_buffer):
            buffer.seek(0)
            buffer.truncate()

    def stopTestRun(self):
        """Called once after the tests."""

    # err is a tuple as of sys.exc_info().

    @failfast
    def addError(self, test, err):
        """The test raised something."""
        self.errors.append((test, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    @failfast
    def addFailure(self, test, err):
        """An assertion failed."""
        self.failures.append((test, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    def addSubTest(self, test, subtest, err):
        """A subtest ended; err is None if all was well."""
        if err is None:
            return
        if getattr(self, 'failfast', False):
            self.stop()
        failed = issubclass(err[0], test.failureException)
        where = self.failures if failed else self.errors
        where.append((subtest, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    def addSuccess(self, test):
        """The test ended well."""

    def addSkip(self, test, reason):
        """The test was skipped."""
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        """The test failed, as expected."""
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        """The test was expected to fail, but did not."""
        self.unexpectedSuccesses.append(test)

    def addDuration(self, test, elapsed):
        """The test took so many seconds."""
        if hasattr(self, "collectedDurations"):
            # As text: the test itself shall be free to go.
            self.collectedDurations.append((str(test), elapsed))

    def wasSuccessful(self):
        """True if nothing went wrong."""
        return not (self.failures or self.errors
                    or getattr(self, 'unexpectedSuccesses', None))

    def stop(self):
        """Begin no other test."""
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        exctype, value, tb = err
        tb = self._clean_tracebacks(exctype, value, tb, test)
        shown = traceback.TracebackException(exctype, value, tb,
                                             capture_locals=self.tb_locals, compact=True)
        from _colorize import can_colorize
        colorize = hasattr(self, "stream") and can_colorize(file=self.stream)
        lines = list(shown.format(colorize=colorize))
        if self.buffer:
            output = sys.stdout.getvalue()
            if output:
                lines.append(STDOUT_LINE % _with_newline(output))
            error = sys.stderr.getvalue()
            if error:
                lines.append(STDERR_LINE % _with_newline(error))
        return ''.join(lines)

    def _clean_tracebacks(self, exctype, value, tb, test):
        # Without our frames at the start; and, if an assertion failed, at the end.
        first = True
        todo = [(exctype, value, tb)]
        seen = {id(value)}
        result = None
        while todo:
            exctype, value, tb = todo.pop()
            while tb and self._is_relevant_tb_level(tb):
                tb = tb.tb_next
            if exctype is test.failureException:
                self._remove_unittest_tb_frames(tb)
            if first:
                result = tb
                first = False
            else:
                value.__traceback__ = tb
            if value is None:
                continue
            for other in (value.__cause__, value.__context__):
                if other is not None and id(other) not in seen:
                    todo.append((type(other), other, other.__traceback__))
                    seen.add(id(other))
        return result

    def _is_relevant_tb_level(self, tb):
        return '__unittest' in tb.tb_frame.f_globals

    def _remove_unittest_tb_frames(self, tb):
        last = None
        while tb and not self._is_relevant_tb_level(tb):
            last = tb
            tb = tb.tb_next
        if last is not None:
            last.tb_next = None

    def __repr__(self):
        return (f"<{strclass(self.__class__)} run={self.testsRun} errors={len(self.errors)} "
                f"failures={len(self.failures)}>")
