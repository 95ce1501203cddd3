"""Records: one message with everything that is known about it."""

import logging as _logging
import os
import sys
import threading
import time
from _collections_abc import Mapping

__name__ = 'logging'

_startTime = time.time_ns()
_thread_ident = threading.get_ident


class LogRecord:
    """One message; formatters use its attributes."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None,
                 sinfo=None, **kwargs):
        now = time.time_ns()
        self.name = name
        self.msg = msg
        if args and len(args) == 1 and isinstance(args[0], Mapping) and args[0]:
            # One dictionary: for %(name)s in the message.
            args = args[0]
        self.args = args
        self.levelname = _logging.getLevelName(level)
        self.levelno = level
        self.pathname = pathname
        try:
            self.filename = os.path.basename(pathname)
            self.module = os.path.splitext(self.filename)[0]
        except (TypeError, ValueError, AttributeError):
            self.filename = pathname
            self.module = "Unknown module"
        self.exc_info = exc_info
        self.exc_text = None
        self.stack_info = sinfo
        self.lineno = lineno
        self.funcName = func
        self.created = now / 1e9
        self.msecs = (now % 1_000_000_000) // 1_000_000 + 0.0
        if self.msecs == 999.0 and int(self.created) != now // 1_000_000_000:
            # The division rounded up to the next second.
            self.msecs = 0.0
        self.relativeCreated = (now - _startTime) / 1e6
        if _logging.logThreads:
            self.thread = _thread_ident()
            self.threadName = threading.current_thread().name
        else:
            self.thread = None
            self.threadName = None
        self.processName = _process_name() if _logging.logMultiprocessing else None
        self.process = os.getpid() if _logging.logProcesses and hasattr(os, 'getpid') else None
        self.taskName = None
        if _logging.logAsyncioTasks and 'asyncio' in sys.modules:
            try:
                self.taskName = sys.modules['asyncio'].current_task().get_name()
            except Exception:
                # No loop, or no task.
                pass

    def __repr__(self):
        return (f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, '
                f'"{self.msg}">')

    def getMessage(self):
        """The message with its arguments."""
        message = str(self.msg)
        return message % self.args if self.args else message


def _process_name():
    multiprocessing = sys.modules.get('multiprocessing')
    if multiprocessing is not None:
        try:
            return multiprocessing.current_process().name
        except Exception:
            # It is only just being imported.
            pass
    return 'MainProcess'


_logRecordFactory = LogRecord


def setLogRecordFactory(factory):
    """Let records be made by another callable."""
    global _logRecordFactory
    _logRecordFactory = factory


def getLogRecordFactory():
    """What records are made with."""
    return _logRecordFactory


def makeLogRecord(dict):
    """A record with these attributes, as received from elsewhere."""
    record = _logRecordFactory(None, None, "", 0, "", (), None, None)
    record.__dict__.update(dict)
    return record
