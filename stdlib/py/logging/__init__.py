"""Messages of programs about themselves: loggers, handlers, formatters.

A logger (_loggers) makes a record (_records) of each message that its level lets
through and hands it to its handlers (_handlers) and its parents' handlers, which
write it as a formatter (_formatters) says.  Here are the levels, the switches
that programs may set, and the functions for the root logger.
"""

import os
import sys
import threading
import time
import weakref
from _thread import RLock as _RLock
from warnings import warn as _warn

__all__ = ['BASIC_FORMAT', 'BufferingFormatter', 'CRITICAL', 'DEBUG', 'ERROR', 'FATAL',
           'FileHandler', 'Filter', 'Formatter', 'Handler', 'INFO', 'LogRecord', 'Logger',
           'LoggerAdapter', 'NOTSET', 'NullHandler', 'StreamHandler', 'WARN', 'WARNING',
           'addLevelName', 'basicConfig', 'captureWarnings', 'critical', 'debug', 'disable',
           'error', 'exception', 'fatal', 'getLevelName', 'getLogger', 'getLoggerClass',
           'info', 'log', 'makeLogRecord', 'setLoggerClass', 'shutdown', 'warn', 'warning',
           'getLogRecordFactory', 'setLogRecordFactory', 'lastResort', 'raiseExceptions',
           'getLevelNamesMapping', 'getHandlerByName', 'getHandlerNames']

# Errors while logging: shown on stderr, or (False) ignored.
raiseExceptions = True
# What records tell; False saves the time to find it out.
logThreads = True
logMultiprocessing = True
logProcesses = True
logAsyncioTasks = True

CRITICAL = 50
FATAL = CRITICAL
ERROR = 40
WARNING = 30
WARN = WARNING
INFO = 20
DEBUG = 10
NOTSET = 0

_levelToName = {CRITICAL: 'CRITICAL', ERROR: 'ERROR', WARNING: 'WARNING', INFO: 'INFO',
                DEBUG: 'DEBUG', NOTSET: 'NOTSET'}
_nameToLevel = {'CRITICAL': CRITICAL, 'FATAL': FATAL, 'ERROR': ERROR, 'WARN': WARNING,
                'WARNING': WARNING, 'INFO': INFO, 'DEBUG': DEBUG, 'NOTSET': NOTSET}
# Guards the tables of levels, loggers and handlers.
_lock = _RLock()
# Not where the call of a logging function is: our own files.  None: do not look for it.
_srcfile = os.path.normcase((lambda: None).__code__.co_filename)


def getLevelNamesMapping():
    """A copy of the table of names and levels."""
    return _nameToLevel.copy()


def getLevelName(level):
    """The name of a level, or the level of a name; 'Level n' if there is none."""
    result = _levelToName.get(level)
    if result is None:
        result = _nameToLevel.get(level)
    return f"Level {level}" if result is None else result


def addLevelName(level, levelName):
    """Give a level a name."""
    with _lock:
        _levelToName[level] = levelName
        _nameToLevel[levelName] = level


def _checkLevel(level):
    if isinstance(level, int):
        return level
    if str(level) != level:
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    if level not in _nameToLevel:
        raise ValueError(f"Unknown level: {level!r}")
    return _nameToLevel[level]


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


from logging._records import (LogRecord, getLogRecordFactory, makeLogRecord,
                              setLogRecordFactory)
from logging._formatters import (BASIC_FORMAT, BufferingFormatter, Formatter, PercentStyle,
                                 StrFormatStyle, StringTemplateStyle, _STYLES,
                                 _defaultFormatter)
from logging._handlers import (FileHandler, Filter, Filterer, Handler, NullHandler,
                               StreamHandler, _StderrHandler, _addHandlerRef, _handlerList,
                               _handlers, _removeHandlerRef, getHandlerByName,
                               getHandlerNames)
from logging._loggers import (Logger, LoggerAdapter, Manager, PlaceHolder, RootLogger,
                              getLogger, getLoggerClass, setLoggerClass)

_defaultLastResort = _StderrHandler(WARNING)
# For messages that no handler is there for; may be None.
lastResort = _defaultLastResort

root = RootLogger(WARNING)
Logger.root = root
Logger.manager = Manager(root)


def basicConfig(**kwargs):
    """Give the root logger handlers, unless it has some already.

    filename, filemode, encoding and errors, or stream, or handlers: where to write;
    format, datefmt and style, or formatter: how; level: from which level on; force:
    remove the handlers that are there.
    """
    with _lock:
        force = kwargs.pop('force', False)
        encoding = kwargs.pop('encoding', None)
        errors = kwargs.pop('errors', 'backslashreplace')
        if force:
            for handler in root.handlers[:]:
                root.removeHandler(handler)
                handler.close()
        if root.handlers:
            return
        handlers = _basic_handlers(kwargs, encoding, errors)
        formatter = _basic_formatter(kwargs)
        for handler in handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        level = kwargs.pop('level', None)
        if level is not None:
            root.setLevel(level)
        if kwargs:
            raise ValueError('Unrecognised argument(s): %s' % ', '.join(kwargs))


def _basic_handlers(kwargs, encoding, errors):
    handlers = kwargs.pop("handlers", None)
    if handlers is not None:
        if "stream" in kwargs or "filename" in kwargs:
            raise ValueError("'stream' or 'filename' should not be specified together with "
                             "'handlers'")
        return handlers
    if "stream" in kwargs and "filename" in kwargs:
        raise ValueError("'stream' and 'filename' should not be specified together")
    filename = kwargs.pop("filename", None)
    mode = kwargs.pop("filemode", 'a')
    if not filename:
        return [StreamHandler(kwargs.pop("stream", None))]
    if 'b' in mode:
        errors = None
    else:
        from io import text_encoding
        encoding = text_encoding(encoding, 4)
    return [FileHandler(filename, mode, encoding=encoding, errors=errors)]


def _basic_formatter(kwargs):
    formatter = kwargs.pop("formatter", None)
    if formatter is not None:
        for name in ("datefmt", "format", "style"):
            if name in kwargs:
                raise ValueError(f"{name!r} should not be specified together with "
                                 "'formatter'")
        return formatter
    datefmt = kwargs.pop("datefmt", None)
    style = kwargs.pop("style", '%')
    if style not in _STYLES:
        raise ValueError('Style must be one of: %s' % ','.join(_STYLES))
    return Formatter(kwargs.pop("format", _STYLES[style][1]), datefmt, style)


def critical(msg, *args, **kwargs):
    """Log on the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.critical(msg, *args, **kwargs)


def fatal(msg, *args, **kwargs):
    """The same as critical()."""
    critical(msg, *args, **kwargs)


def error(msg, *args, **kwargs):
    """Log on the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.error(msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    """Like error(), with the exception that is being handled."""
    error(msg, *args, exc_info=exc_info, **kwargs)


def warning(msg, *args, **kwargs):
    """Log on the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.warning(msg, *args, **kwargs)


def warn(msg, *args, **kwargs):
    """The deprecated name of warning()."""
    _warn("The 'warn' function is deprecated, use 'warning' instead", DeprecationWarning, 2)
    warning(msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    """Log on the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.info(msg, *args, **kwargs)


def debug(msg, *args, **kwargs):
    """Log on the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.debug(msg, *args, **kwargs)


def log(level, msg, *args, **kwargs):
    """Log on the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Let no logger log anything of this level or below it."""
    root.manager.disable = level
    root.manager._clear_cache()


def shutdown(handlerList=_handlerList):
    """Flush and close all handlers; called when the program ends."""
    for ref in reversed(handlerList[:]):
        # Whatever happens, the others must have their turn.
        try:
            handler = ref()
            if handler:
                try:
                    handler.acquire()
                    if getattr(handler, 'flushOnClose', True):
                        handler.flush()
                    handler.close()
                except (OSError, ValueError):
                    # Closed already.
                    pass
                finally:
                    handler.release()
        except:
            if raiseExceptions:
                raise


import atexit as _atexit
_atexit.register(shutdown)

_warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    if file is not None:
        if _warnings_showwarning is not None:
            _warnings_showwarning(message, category, filename, lineno, file, line)
        return
    import warnings
    text = warnings.formatwarning(message, category, filename, lineno, line)
    logger = getLogger("py.warnings")
    if not logger.handlers:
        logger.addHandler(NullHandler())
    # The text as message, not as format: it may contain anything.
    logger.warning(str(text))


def captureWarnings(capture):
    """Let warnings be logged on 'py.warnings', or let them be as before."""
    import warnings
    global _warnings_showwarning
    if capture:
        if _warnings_showwarning is None:
            _warnings_showwarning = warnings.showwarning
            warnings.showwarning = _showwarning
    elif _warnings_showwarning is not None:
        warnings.showwarning = _warnings_showwarning
        _warnings_showwarning = None


def __getattr__(name):
    if name in ("__version__", "__date__"):
        from warnings import _deprecated
        _deprecated(name, remove=(3, 20))
        return {"__version__": "0.5.1.2", "__date__": "07 February 2010"}[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
