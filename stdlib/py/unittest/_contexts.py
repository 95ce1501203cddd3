"""The context managers behind assertRaises, assertWarns, assertLogs and the like."""

import sys
import traceback
import warnings
from collections import namedtuple
from types import GenericAlias

__unittest = True


def _is_subtype(expected, base):
    if isinstance(expected, tuple):
        return all(_is_subtype(each, base) for each in expected)
    return isinstance(expected, type) and issubclass(expected, base)


class _BaseTestCaseContext:

    def __init__(self, test_case):
        self.test_case = test_case

    def _raiseFailure(self, standardMsg):
        raise self.test_case.failureException(
            self.test_case._formatMessage(self.msg, standardMsg))


class _AssertRaisesBaseContext(_BaseTestCaseContext):

    def __init__(self, expected, test_case, expected_regex=None):
        _BaseTestCaseContext.__init__(self, test_case)
        self.expected = expected
        if expected_regex is not None:
            import re
            expected_regex = re.compile(expected_regex)
        self.expected_regex = expected_regex
        self.obj_name = None
        self.msg = None

    def handle(self, name, args, kwargs):
        """Call what is in args; without it, this is a context manager."""
        try:
            if not _is_subtype(self.expected, self._base_type):
                raise TypeError(f'{name}() arg 1 must be {self._base_type_str}')
            if not args:
                self.msg = kwargs.pop('msg', None)
                for key in kwargs:
                    raise TypeError(f'{key!r} is an invalid keyword argument for this '
                                    'function')
                return self
            function, *args = args
            try:
                self.obj_name = function.__name__
            except AttributeError:
                self.obj_name = str(function)
            with self:
                function(*args, **kwargs)
        finally:
            # Tracebacks that someone keeps must not keep us.
            self = None

    def _expected_name(self):
        try:
            return self.expected.__name__
        except AttributeError:
            return str(self.expected)

    def _check_regex(self, value):
        if self.expected_regex is not None and not self.expected_regex.search(str(value)):
            self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{value!s}"')


class _AssertRaisesContext(_AssertRaisesBaseContext):

    _base_type = BaseException
    _base_type_str = 'an exception type or tuple of exception types'

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            name = self._expected_name()
            if self.obj_name:
                self._raiseFailure(f"{name} not raised by {self.obj_name}")
            else:
                self._raiseFailure(f"{name} not raised")
        traceback.clear_frames(tb)
        if not issubclass(exc_type, self.expected):
            return False
        # Kept without the traceback, which holds on to everything.
        self.exception = exc_value.with_traceback(None)
        self._check_regex(exc_value)
        return True

    __class_getitem__ = classmethod(GenericAlias)


class _AssertWarnsContext(_AssertRaisesBaseContext):

    _base_type = Warning
    _base_type_str = 'a warning type or tuple of warning types'

    def __enter__(self):
        # What was shown already would not be shown again.
        for module in list(sys.modules.values()):
            if getattr(module, '__warningregistry__', None):
                module.__warningregistry__ = {}
        self.warnings_manager = warnings.catch_warnings(record=True)
        self.warnings = self.warnings_manager.__enter__()
        warnings.simplefilter("always")
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.warnings_manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        first = None
        matched = False
        others = []
        for each in self.warnings:
            warning = each.message
            if not isinstance(warning, self.expected):
                others.append(each)
                continue
            if first is None:
                first = warning
            if (self.expected_regex is not None
                    and not self.expected_regex.search(str(warning))):
                others.append(each)
            elif not matched:
                matched = True
                self.warning = warning
                self.filename = each.filename
                self.lineno = each.lineno
        for each in others:
            _warn_again(each)
        if matched:
            return
        if first is not None:
            self._check_regex(first)
        name = self._expected_name()
        if self.obj_name:
            self._raiseFailure(f"{name} not triggered by {self.obj_name}")
        else:
            self._raiseFailure(f"{name} not triggered")


def _warn_again(recorded):
    # A warning that was caught but is none of our business.
    module_globals = registry = None
    if recorded.module is not None:
        try:
            module_globals = vars(sys.modules[recorded.module])
        except (KeyError, TypeError):
            pass
        else:
            registry = module_globals.setdefault("__warningregistry__", {})
    warnings.warn_explicit(recorded.message, recorded.category, recorded.filename,
                           recorded.lineno, module=recorded.module, registry=registry,
                           module_globals=module_globals, source=recorded.source)


class _AssertNotWarnsContext(_AssertWarnsContext):

    def __exit__(self, exc_type, exc_value, tb):
        self.warnings_manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        for each in self.warnings:
            if isinstance(each.message, self.expected):
                self._raiseFailure(f"{self._expected_name()} triggered")


_LoggingWatcher = namedtuple("_LoggingWatcher", ["records", "output"])


class _AssertLogsContext(_BaseTestCaseContext):
    """What is logged in here goes to a handler of ours, and nowhere else."""

    LOGGING_FORMAT = "%(levelname)s:%(name)s:%(message)s"

    def __init__(self, test_case, logger_name, level, no_logs, formatter=None):
        import logging
        _BaseTestCaseContext.__init__(self, test_case)
        self.logger_name = logger_name
        self.level = logging._nameToLevel.get(level, level) if level else logging.INFO
        self.msg = None
        self.no_logs = no_logs
        self.formatter = formatter

    def __enter__(self):
        import logging
        if isinstance(self.logger_name, logging.Logger):
            logger = self.logger_name
        else:
            logger = logging.getLogger(self.logger_name)
        self.logger = logger
        watcher = self.watcher = _LoggingWatcher([], [])

        class _CapturingHandler(logging.Handler):
            def flush(self):
                pass

            def emit(self, record):
                watcher.records.append(record)
                watcher.output.append(self.format(record))

        handler = _CapturingHandler()
        handler.setLevel(self.level)
        handler.setFormatter(self.formatter or logging.Formatter(self.LOGGING_FORMAT))
        self.before = logger.handlers[:], logger.level, logger.propagate
        logger.handlers = [handler]
        logger.setLevel(self.level)
        logger.propagate = False
        return None if self.no_logs else watcher

    def __exit__(self, exc_type, exc_value, tb):
        logger = self.logger
        logger.handlers, level, logger.propagate = self.before
        logger.setLevel(level)
        if exc_type is not None:
            return False
        if self.no_logs:
            if self.watcher.records:
                self._raiseFailure(f"Unexpected logs found: {self.watcher.output!r}")
        elif not self.watcher.records:
            import logging
            self._raiseFailure("no logs of level "
                               f"{logging.getLevelName(self.level)} or higher triggered on "
                               f"{logger.name}")
