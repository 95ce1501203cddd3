"""Logging set up as an ini file says.

Expressions in the file (class, args, kwargs, defaults) are evaluated among the
names of logging: the file must be trusted.
"""

import logging
import logging.handlers
import os

from logging.config._convert import resolve
from logging.config._dict import Existing, clear_handlers

__name__ = 'logging.config'


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Set logging up as a file, given by name, as file object or as parser, says."""
    import configparser
    if isinstance(fname, str):
        if not os.path.exists(fname):
            raise FileNotFoundError(f"{fname} doesn't exist")
        if not os.path.getsize(fname):
            raise RuntimeError(f'{fname} is an empty file')
    if isinstance(fname, configparser.RawConfigParser):
        parser = fname
    else:
        try:
            parser = configparser.ConfigParser(defaults)
            if hasattr(fname, 'readline'):
                parser.read_file(fname)
            else:
                from io import text_encoding
                parser.read(fname, encoding=text_encoding(encoding))
        except configparser.ParsingError as e:
            raise RuntimeError(f"{fname} is invalid: {e}")
    formatters = _formatters(parser)
    with logging._lock:
        clear_handlers()
        handlers = _handlers(parser, formatters)
        _loggers(parser, handlers, disable_existing_loggers)


def _names(text):
    return [name.strip() for name in text.split(',')] if text else []


def _evaluate(text):
    return eval(text, vars(logging))


def _formatters(parser):
    result = {}
    for name in _names(parser["formatters"]["keys"]):
        section = f"formatter_{name}"
        args = [parser.get(section, option, raw=True, fallback=default)
                for option, default in (("format", None), ("datefmt", None), ("style", '%'))]
        defaults = parser.get(section, "defaults", raw=True, fallback=None)
        cls = parser[section].get("class")
        cls = resolve(cls) if cls else logging.Formatter
        kwargs = {} if defaults is None else {'defaults': _evaluate(defaults)}
        result[name] = cls(*args, **kwargs)
    return result


def _handlers(parser, formatters):
    handlers = {}
    targets = []
    for name in _names(parser["handlers"]["keys"]):
        section = parser[f"handler_{name}"]
        cls = section["class"]
        try:
            cls = _evaluate(cls)
        except (AttributeError, NameError):
            cls = resolve(cls)
        handler = cls(*_evaluate(section.get("args", '()')),
                      **_evaluate(section.get("kwargs", '{}')))
        handler.name = name
        if "level" in section:
            handler.setLevel(section["level"])
        formatter = section.get("formatter", "")
        if formatter:
            handler.setFormatter(formatters[formatter])
        if issubclass(cls, logging.handlers.MemoryHandler):
            target = section.get("target", "")
            if target:
                # The target may come later in the file.
                targets.append((handler, target))
        handlers[name] = handler
    for handler, target in targets:
        handler.setTarget(handlers[target])
    return handlers


def _set_up(logger, section, handlers):
    if "level" in section:
        logger.setLevel(section["level"])
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)


def _loggers(parser, handlers, disable_existing):
    names = _names(parser["loggers"]["keys"])
    names.remove("root")
    section = parser["logger_root"]
    _set_up(logging.root, section, handlers)
    for name in _names(section["handlers"]):
        logging.root.addHandler(handlers[name])
    existing = Existing()
    for name in names:
        section = parser[f"logger_{name}"]
        qualname = section["qualname"]
        propagate = section.getint("propagate", fallback=1)
        logger = logging.getLogger(qualname)
        existing.configured(qualname)
        _set_up(logger, section, handlers)
        logger.propagate = propagate
        logger.disabled = 0
        for handler in _names(section["handlers"]):
            logger.addHandler(handlers[handler])
    existing.finish(disable_existing)
