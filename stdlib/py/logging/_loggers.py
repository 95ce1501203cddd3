"""Loggers, their tree, and adapters that add context to messages.

The name of a logger, with dots, is its place in the tree.  Each logger remembers
which levels are enabled; a change of levels anywhere clears all of that.
"""

import logging as _logging
import os
import sys
from types import GenericAlias

from logging import CRITICAL, DEBUG, ERROR, INFO, NOTSET, WARNING
from logging import _records
from logging._handlers import Filterer
from logging._records import LogRecord

__name__ = 'logging'


class PlaceHolder:
    """Stands in the tree where there is no logger, but there are some below."""

    def __init__(self, alogger):
        self.loggerMap = {alogger: None}

    def append(self, alogger):
        self.loggerMap[alogger] = None


def _check_class(klass):
    if klass != Logger and not issubclass(klass, Logger):
        raise TypeError("logger not derived from logging.Logger: " + klass.__name__)


class Manager:
    """The tree of loggers."""

    def __init__(self, rootnode):
        self.root = rootnode
        self.disable = 0
        self.emittedNoHandlerWarning = False
        self.loggerDict = {}
        self.loggerClass = None
        self.logRecordFactory = None

    @property
    def disable(self):
        """Nothing of this level or below is logged."""
        return self._disable

    @disable.setter
    def disable(self, value):
        self._disable = _logging._checkLevel(value)

    def getLogger(self, name):
        """The logger of this name; it is created if need be."""
        if not isinstance(name, str):
            raise TypeError('A logger name must be a string')
        with _logging._lock:
            found = self.loggerDict.get(name)
            if found is not None and not isinstance(found, PlaceHolder):
                return found
            logger = (self.loggerClass or _loggerClass)(name)
            logger.manager = self
            self.loggerDict[name] = logger
            if found is not None:
                self._fixupChildren(found, logger)
            self._fixupParents(logger)
        return logger

    def setLoggerClass(self, klass):
        """Let new loggers be of this class."""
        _check_class(klass)
        self.loggerClass = klass

    def setLogRecordFactory(self, factory):
        """Set what records shall be made with."""
        self.logRecordFactory = factory

    def _fixupParents(self, alogger):
        # The nearest logger above is the parent; all places in between know of the new one.
        above = alogger.name
        parent = None
        while parent is None and (dot := above.rfind(".")) > 0:
            above = above[:dot]
            found = self.loggerDict.get(above)
            if found is None:
                self.loggerDict[above] = PlaceHolder(alogger)
            elif isinstance(found, Logger):
                parent = found
            else:
                found.append(alogger)
        alogger.parent = self.root if parent is None else parent

    def _fixupChildren(self, ph, alogger):
        # Loggers below whose parent is above the new one are its children now.
        name = alogger.name
        for child in ph.loggerMap:
            if not child.parent.name.startswith(name):
                alogger.parent = child.parent
                child.parent = alogger

    def _clear_cache(self):
        with _logging._lock:
            for logger in self.loggerDict.values():
                if isinstance(logger, Logger):
                    logger._cache.clear()
            self.root._cache.clear()


class Logger(Filterer):
    """Takes messages; those that its level lets through go to handlers.

    Don't create loggers: getLogger() does.
    """

    def __init__(self, name, level=NOTSET):
        Filterer.__init__(self)
        self.name = name
        self.level = _logging._checkLevel(level)
        self.parent = None
        self.propagate = True
        self.handlers = []
        self.disabled = False
        # level -> is it enabled
        self._cache = {}

    def setLevel(self, level):
        """Log nothing below this level."""
        self.level = _logging._checkLevel(level)
        self.manager._clear_cache()

    def debug(self, msg, *args, **kwargs):
        """Log msg % args.

        exc_info: show an exception (True: the one that is being handled); stack_info:
        show the stack; stacklevel: whose call it was; extra: attributes of the record.
        """
        if self.isEnabledFor(DEBUG):
            self._log(DEBUG, msg, args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Log msg % args; see debug()."""
        if self.isEnabledFor(INFO):
            self._log(INFO, msg, args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Log msg % args; see debug()."""
        if self.isEnabledFor(WARNING):
            self._log(WARNING, msg, args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        """The deprecated name of warning()."""
        _logging._warn("The 'warn' method is deprecated, use 'warning' instead",
                       DeprecationWarning, 2)
        self.warning(msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Log msg % args; see debug()."""
        if self.isEnabledFor(ERROR):
            self._log(ERROR, msg, args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Like error(), with the exception that is being handled."""
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Log msg % args; see debug()."""
        if self.isEnabledFor(CRITICAL):
            self._log(CRITICAL, msg, args, **kwargs)

    def fatal(self, msg, *args, **kwargs):
        """The same as critical()."""
        self.critical(msg, *args, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        """Log msg % args at any level; see debug()."""
        if not isinstance(level, int):
            if _logging.raiseExceptions:
                raise TypeError("level must be an integer")
            return
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    def findCaller(self, stack_info=False, stacklevel=1):
        """(file, line, function, stack) of who called us."""
        frame = sys._getframe(1)
        while stacklevel > 0 and frame.f_back is not None:
            frame = frame.f_back
            if not _is_internal_frame(frame):
                stacklevel -= 1
        code = frame.f_code
        stack = None
        if stack_info:
            import io
            import traceback
            out = io.StringIO("Stack (most recent call last):\n")
            out.seek(0, 2)
            traceback.print_stack(frame, file=out)
            stack = out.getvalue().removesuffix('\n')
        return code.co_filename, frame.f_lineno, code.co_name, stack

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None,
                   sinfo=None):
        """A record, with the attributes of extra as well."""
        record = _records._logRecordFactory(name, level, fn, lno, msg, args, exc_info, func,
                                            sinfo)
        if extra is not None:
            attributes = record.__dict__
            for key in extra:
                if key in ("message", "asctime") or key in attributes:
                    raise KeyError("Attempt to overwrite %r in LogRecord" % key)
                attributes[key] = extra[key]
        return record

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False,
             stacklevel=1):
        file, line, function = "(unknown file)", 0, "(unknown function)"
        stack = None
        if _logging._srcfile:
            try:
                file, line, function, stack = self.findCaller(stack_info, stacklevel)
            except ValueError:
                # No stack to look at.
                pass
        if exc_info:
            if isinstance(exc_info, BaseException):
                exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
            elif not isinstance(exc_info, tuple):
                exc_info = sys.exc_info()
        self.handle(self.makeRecord(self.name, level, file, line, msg, args, exc_info,
                                    function, extra, stack))

    def handle(self, record):
        """Give a record to the handlers if the filters let it through."""
        if self.disabled:
            return
        result = self.filter(record)
        if result:
            self.callHandlers(result if isinstance(result, LogRecord) else record)

    def addHandler(self, hdlr):
        """Add a handler."""
        with _logging._lock:
            if hdlr not in self.handlers:
                self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        """Remove a handler."""
        with _logging._lock:
            if hdlr in self.handlers:
                # Another list: someone may be going through this one.
                handlers = self.handlers.copy()
                handlers.remove(hdlr)
                self.handlers = handlers

    def hasHandlers(self):
        """True if there is a handler for what is logged here."""
        logger = self
        while logger:
            if logger.handlers:
                return True
            logger = logger.parent if logger.propagate else None
        return False

    def callHandlers(self, record):
        """Give a record to our handlers and those of the loggers above."""
        logger = self
        found = False
        while logger:
            for handler in logger.handlers:
                found = True
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if found:
            return
        if _logging.lastResort:
            if record.levelno >= _logging.lastResort.level:
                _logging.lastResort.handle(record)
        elif _logging.raiseExceptions and not self.manager.emittedNoHandlerWarning:
            sys.stderr.write(f'No handlers could be found for logger "{self.name}"\n')
            self.manager.emittedNoHandlerWarning = True

    def getEffectiveLevel(self):
        """Our level, or that of the nearest logger above that has one."""
        logger = self
        while logger:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        """True if a message of this level is logged."""
        if self.disabled:
            return False
        try:
            return self._cache[level]
        except KeyError:
            with _logging._lock:
                enabled = (self.manager.disable < level
                           and level >= self.getEffectiveLevel())
                self._cache[level] = enabled
            return enabled

    def getChild(self, suffix):
        """The logger of this name below ours."""
        if self.root is not self:
            suffix = f'{self.name}.{suffix}'
        return self.manager.getLogger(suffix)

    def getChildren(self):
        """The loggers immediately below this one."""
        def depth(logger):
            return 0 if logger is logger.manager.root else 1 + logger.name.count('.')

        with _logging._lock:
            return {item for item in self.manager.loggerDict.values()
                    if isinstance(item, Logger) and item.parent is self
                    and depth(item) == 1 + depth(self)}

    def __repr__(self):
        level = _logging.getLevelName(self.getEffectiveLevel())
        return f'<{self.__class__.__name__} {self.name} ({level})>'

    def __reduce__(self):
        if getLogger(self.name) is not self:
            import pickle
            raise pickle.PicklingError('logger cannot be pickled')
        return getLogger, (self.name,)


class RootLogger(Logger):
    """The logger above all others; it must have a level."""

    def __init__(self, level):
        Logger.__init__(self, "root", level)

    def __reduce__(self):
        return getLogger, ()


# Files whose frames are not where a message was logged.
_internal = frozenset([os.path.normcase(Logger.log.__code__.co_filename), _logging._srcfile])


def _is_internal_frame(frame):
    file = os.path.normcase(frame.f_code.co_filename)
    return file in _internal or ("importlib" in file and "_bootstrap" in file)


_loggerClass = Logger


def setLoggerClass(klass):
    """Let new loggers be of this class."""
    global _loggerClass
    _check_class(klass)
    _loggerClass = klass


def getLoggerClass():
    """The class of new loggers."""
    return _loggerClass


def getLogger(name=None):
    """The logger of this name; without one, the root logger."""
    root = _logging.root
    if not name or (isinstance(name, str) and name == root.name):
        return root
    return Logger.manager.getLogger(name)


class LoggerAdapter:
    """A logger whose records have additional attributes.

    merge_extra: those of the call count as well, not only those given here.
    """

    def __init__(self, logger, extra=None, merge_extra=False):
        self.logger = logger
        self.extra = extra
        self.merge_extra = merge_extra

    def process(self, msg, kwargs):
        """What to log in place of msg and kwargs; for subclasses."""
        if self.merge_extra and kwargs.get("extra") is not None:
            if self.extra is not None:
                kwargs["extra"] = {**self.extra, **kwargs["extra"]}
        else:
            kwargs["extra"] = self.extra
        return msg, kwargs

    def debug(self, msg, *args, **kwargs):
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        self.log(WARNING, msg, *args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        """The deprecated name of warning()."""
        _logging._warn("The 'warn' method is deprecated, use 'warning' instead",
                       DeprecationWarning, 2)
        self.warning(msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        self.log(CRITICAL, msg, *args, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        """Log what process() makes of the message."""
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        self.logger.setLevel(level)

    def getEffectiveLevel(self):
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        return self.logger.hasHandlers()

    def _log(self, level, msg, args, **kwargs):
        return self.logger._log(level, msg, args, **kwargs)

    @property
    def manager(self):
        return self.logger.manager

    @manager.setter
    def manager(self, value):
        self.logger.manager = value

    @property
    def name(self):
        return self.logger.name

    def __repr__(self):
        level = _logging.getLevelName(self.logger.getEffectiveLevel())
        return f'<{self.__class__.__name__} {self.logger.name} ({level})>'

    __class_getitem__ = classmethod(GenericAlias)
