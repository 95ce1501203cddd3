"""Handlers write records somewhere; filters decide which.

Each handler has a lock that is held while it writes.  All handlers are known by
weak references, for shutdown() and for forks.
"""

import logging as _logging
import os
import sys
import weakref
from _thread import RLock
from types import GenericAlias

from logging._formatters import _defaultFormatter
from logging._records import LogRecord

__name__ = 'logging'


class Filter:
    """Lets through what was logged by a logger of this name or below it."""

    def __init__(self, name=''):
        self.name = name
        self.nlen = len(name)

    def __repr__(self):
        return f'<{self.__class__.__name__} ({self.name})>'

    def filter(self, record):
        """True if the record may pass."""
        if self.nlen == 0 or self.name == record.name:
            return True
        return record.name.startswith(self.name) and record.name[self.nlen] == "."


class Filterer:
    """What has filters: loggers and handlers."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        """Add a filter: a callable, or an object with a method of this name."""
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        """Remove a filter."""
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """The record, maybe another one that a filter put in its place; False: no."""
        for each in self.filters:
            result = each.filter(record) if hasattr(each, 'filter') else each(record)
            if not result:
                return False
            if isinstance(result, LogRecord):
                record = result
        return record


# name -> handler
_handlers = weakref.WeakValueDictionary()
# Weak references in the order of creation.
_handlerList = []
# Handlers whose locks a child of a fork has to renew.
_with_locks = weakref.WeakSet()


def _removeHandlerRef(wr):
    # May come late in the life of the program, when there is nothing left.
    handlers, lock = _handlerList, getattr(_logging, '_lock', None)
    if handlers and lock is not None:
        with lock:
            try:
                handlers.remove(wr)
            except ValueError:
                pass


def _addHandlerRef(handler):
    with _logging._lock:
        _handlerList.append(weakref.ref(handler, _removeHandlerRef))


def getHandlerByName(name):
    """The handler of this name, or None."""
    return _handlers.get(name)


def getHandlerNames():
    """The names of all handlers that have one."""
    return frozenset(_handlers)


def _before_fork():
    _logging._lock.acquire()


def _after_fork_in_parent():
    _logging._lock.release()


def _after_fork_in_child():
    for handler in _with_locks:
        handler._at_fork_reinit()
    _logging._lock._at_fork_reinit()


if hasattr(os, 'register_at_fork'):
    os.register_at_fork(before=_before_fork, after_in_child=_after_fork_in_child,
                        after_in_parent=_after_fork_in_parent)


class Handler(Filterer):
    """Writes records of its level and above; subclasses say where, in emit()."""

    def __init__(self, level=_logging.NOTSET):
        Filterer.__init__(self)
        self._name = None
        self.level = _logging._checkLevel(level)
        self.formatter = None
        self._closed = False
        _addHandlerRef(self)
        self.createLock()

    def get_name(self):
        return self._name

    def set_name(self, name):
        with _logging._lock:
            _handlers.pop(self._name, None)
            self._name = name
            if name:
                _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        """Give the handler a lock."""
        self.lock = RLock()
        with _logging._lock:
            _with_locks.add(self)

    def _at_fork_reinit(self):
        self.lock._at_fork_reinit()

    def acquire(self):
        """Take the lock."""
        if self.lock:
            self.lock.acquire()

    def release(self):
        """Give the lock back."""
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        """Write nothing below this level."""
        self.level = _logging._checkLevel(level)

    def format(self, record):
        """The record as text."""
        return (self.formatter or _defaultFormatter).format(record)

    def emit(self, record):
        """Write the record."""
        raise NotImplementedError('emit must be implemented by Handler subclasses')

    def handle(self, record):
        """Write the record if the filters let it through."""
        result = self.filter(record)
        if isinstance(result, LogRecord):
            record = result
        if result:
            with self.lock:
                self.emit(record)
        return result

    def setFormatter(self, fmt):
        """Let records be formatted by fmt."""
        self.formatter = fmt

    def flush(self):
        """See to it that everything is written."""

    def close(self):
        """The handler is not needed any more."""
        with _logging._lock:
            self._closed = True
            if self._name and self._name in _handlers:
                del _handlers[self._name]

    def handleError(self, record):
        """Show the exception that emit() had, on stderr; the program goes on."""
        if not _logging.raiseExceptions or not sys.stderr:
            return
        exc = sys.exception()
        try:
            _report(exc, record)
        except OSError:
            pass
        finally:
            del exc

    def __repr__(self):
        return f'<{self.__class__.__name__} ({_logging.getLevelName(self.level)})>'


def _report(exc, record):
    import traceback
    write = sys.stderr.write
    write('--- Logging error ---\n')
    traceback.print_exception(exc, limit=None, file=sys.stderr)
    write('Call stack:\n')
    # Who logged: the first frame that is not ours.
    frame = exc.__traceback__.tb_frame
    while frame and str(frame.f_globals.get('__name__')).partition('.')[0] == 'logging':
        frame = frame.f_back
    if frame:
        traceback.print_stack(frame, file=sys.stderr)
    else:
        write(f'Logged from file {record.filename}, line {record.lineno}\n')
    try:
        write('Message: %r\nArguments: %s\n' % (record.msg, record.args))
    except RecursionError:
        raise
    except Exception:
        write('Unable to print the message and arguments - possible formatting error.\n'
              'Use the traceback above to help find the error.\n')


class StreamHandler(Handler):
    """Writes to a stream, by default stderr, and flushes after each record."""

    terminator = '\n'

    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        with self.lock:
            if self.stream and hasattr(self.stream, "flush"):
                self.stream.flush()

    def emit(self, record):
        try:
            text = self.format(record)
            # At once: streams are not always locked.
            self.stream.write(text + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Write to another stream; the old one is returned, or None if it is the same."""
        if stream is self.stream:
            return None
        old = self.stream
        with self.lock:
            self.flush()
            self.stream = stream
        return old

    def __repr__(self):
        name = str(getattr(self.stream, 'name', ''))
        if name:
            name += ' '
        return f'<{self.__class__.__name__} {name}({_logging.getLevelName(self.level)})>'

    __class_getitem__ = classmethod(GenericAlias)


class FileHandler(StreamHandler):
    """Writes to a file; delay=True opens it at the first record."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        # Absolute: the current directory may change.
        self.baseFilename = os.path.abspath(os.fspath(filename))
        self.mode = mode
        self.encoding = encoding
        if "b" not in mode:
            from io import text_encoding
            self.encoding = text_encoding(encoding)
        self.errors = errors
        self.delay = delay
        # When the program ends, open may be gone.
        self._builtin_open = open
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            StreamHandler.__init__(self, self._open())

    def close(self):
        with self.lock:
            try:
                if self.stream:
                    try:
                        self.flush()
                    finally:
                        stream, self.stream = self.stream, None
                        if hasattr(stream, "close"):
                            stream.close()
            finally:
                StreamHandler.close(self)

    def _open(self):
        return self._builtin_open(self.baseFilename, self.mode, encoding=self.encoding,
                                  errors=self.errors)

    def emit(self, record):
        # A closed file is opened again to append, but not to be overwritten.
        if self.stream is None and (self.mode != 'w' or not self._closed):
            try:
                self.stream = self._open()
            except Exception:
                self.handleError(record)
                return
        if self.stream:
            StreamHandler.emit(self, record)

    def __repr__(self):
        return (f'<{self.__class__.__name__} {self.baseFilename} '
                f'({_logging.getLevelName(self.level)})>')


class _StderrHandler(StreamHandler):
    """Writes to what sys.stderr is at the moment."""

    def __init__(self, level=_logging.NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


class NullHandler(Handler):
    """Writes nothing; for libraries, so that their loggers have a handler."""

    def handle(self, record):
        pass

    def emit(self, record):
        pass

    def createLock(self):
        self.lock = None

    def _at_fork_reinit(self):
        pass
