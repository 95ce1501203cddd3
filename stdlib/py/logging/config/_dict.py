"""Logging set up as a dictionary says, in the order: formatters, filters, handlers, loggers.

Configured objects take the place of their descriptions in the dictionary, where
others look for them.
"""

import functools
import logging
import logging.handlers
import queue

from logging.config._convert import (BaseConfigurator, arguments, resolve, set_attributes)

__name__ = 'logging.config'


def clear_handlers():
    """Close and forget all handlers there are."""
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    del logging._handlerList[:]


class Existing:
    """The loggers that were there before; what is not configured again is disabled."""

    def __init__(self):
        self.names = sorted(logging.root.manager.loggerDict)
        self.children = []

    def configured(self, name):
        """This one is configured again; those below it are only reset."""
        if name in self.names:
            self.children += [other for other in self.names if other.startswith(name + '.')]
            self.names.remove(name)

    def finish(self, disable):
        for name in self.names:
            logger = logging.root.manager.loggerDict[name]
            if name not in self.children:
                logger.disabled = disable
            elif not isinstance(logger, logging.PlaceHolder):
                logger.setLevel(logging.NOTSET)
                logger.handlers = []
                logger.propagate = True


class DictConfigurator(BaseConfigurator):
    """Sets logging up from a dictionary of version 1."""

    def configure(self):
        """Do it."""
        config = self.config
        if 'version' not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config['version'] != 1:
            raise ValueError("Unsupported version: %s" % config['version'])
        incremental = config.pop('incremental', False)
        with logging._lock:
            if incremental:
                self._change_levels()
            else:
                self._configure_all()

    def _each(self, section, what, configure):
        # Replace each description by what it describes.
        entries = self.config.get(section, {})
        for name in entries:
            try:
                entries[name] = configure(entries[name])
            except Exception as e:
                raise ValueError(f'Unable to configure {what} {name!r}') from e

    def _change_levels(self):
        handlers = self.config.get('handlers', {})
        for name in handlers:
            if name not in logging._handlers:
                raise ValueError('No handler found with name %r' % name)
            try:
                level = handlers[name].get('level', None)
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
            except Exception as e:
                raise ValueError('Unable to configure handler %r' % name) from e
        self._loggers(None)
        self._root(True)

    def _configure_all(self):
        disable_existing = self.config.pop('disable_existing_loggers', True)
        clear_handlers()
        self._each('formatters', 'formatter', self.configure_formatter)
        self._each('filters', 'filter', self.configure_filter)
        self._handlers()
        existing = Existing()
        self._loggers(existing)
        existing.finish(disable_existing)
        self._root(False)

    def _handlers(self):
        # Those that need others which are not there yet have a second turn.
        handlers = self.config.get('handlers', {})
        later = []
        for name in sorted(handlers):
            try:
                self._handler(handlers, name)
            except Exception as e:
                if ' not configured yet' not in str(e.__cause__):
                    raise ValueError('Unable to configure handler %r' % name) from e
                later.append(name)
        for name in later:
            try:
                self._handler(handlers, name)
            except Exception as e:
                raise ValueError('Unable to configure handler %r' % name) from e

    def _handler(self, handlers, name):
        handler = self.configure_handler(handlers[name])
        handler.name = name
        handlers[name] = handler

    def _loggers(self, existing):
        loggers = self.config.get('loggers', {})
        for name in loggers:
            if existing is not None:
                existing.configured(name)
            try:
                self.configure_logger(name, loggers[name], existing is None)
            except Exception as e:
                raise ValueError('Unable to configure logger %r' % name) from e

    def _root(self, incremental):
        root = self.config.get('root', None)
        if root:
            try:
                self.configure_root(root, incremental)
            except Exception as e:
                raise ValueError('Unable to configure root logger') from e

    def configure_formatter(self, config):
        """A formatter."""
        if '()' in config:
            factory = config['()']
            try:
                return self.configure_custom(config)
            except TypeError as e:
                if "'format'" not in str(e):
                    raise
                # Formatter itself calls this argument fmt.
                config['fmt'] = config.pop('format')
                config['()'] = factory
                return self.configure_custom(config)
        name = config.get('class', None)
        factory = resolve(name) if name else logging.Formatter
        args = [config.get('format', None), config.get('datefmt', None),
                config.get('style', '%')]
        if 'validate' in config:
            args.append(config['validate'])
        defaults = config.get('defaults', None)
        kwargs = {} if defaults is None else {'defaults': defaults}
        return factory(*args, **kwargs)

    def configure_filter(self, config):
        """A filter."""
        if '()' in config:
            return self.configure_custom(config)
        return logging.Filter(config.get('name', ''))

    def add_filters(self, filterer, filters):
        """Add filters, given as objects or by name."""
        for each in filters:
            try:
                if not callable(each) and not callable(getattr(each, 'filter', None)):
                    filterer.addFilter(self.config['filters'][each])
                else:
                    filterer.addFilter(each)
            except Exception as e:
                raise ValueError('Unable to add filter %r' % each) from e

    def configure_handler(self, config):
        """A handler."""
        original = dict(config)
        formatter = config.pop('formatter', None)
        if formatter:
            try:
                formatter = self.config['formatters'][formatter]
            except Exception as e:
                raise ValueError('Unable to set formatter %r' % formatter) from e
        level = config.pop('level', None)
        filters = config.pop('filters', None)
        if '()' in config:
            factory = config.pop('()')
            if not callable(factory):
                factory = self.resolve(factory)
        else:
            cls = config.pop('class')
            if not callable(cls):
                cls = self.resolve(cls)
            factory = self._prepare(cls, config, original)
        handler = self._call_handler(factory, arguments(config))
        if formatter:
            handler.setFormatter(formatter)
        if level is not None:
            handler.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(handler, filters)
        set_attributes(handler, config)
        return handler

    def _call_handler(self, factory, kwargs):
        try:
            return factory(**kwargs)
        except TypeError as e:
            if "'stream'" not in str(e):
                raise
        kwargs['strm'] = kwargs.pop('stream')
        handler = factory(**kwargs)
        import warnings
        warnings.warn("Support for custom logging handlers with the 'strm' argument is "
                      "deprecated and scheduled for removal in Python 3.16. Define handlers "
                      "with the 'stream' argument instead.", DeprecationWarning, stacklevel=2)
        return handler

    def _prepare(self, cls, config, original):
        # Arguments that some classes want otherwise than they can be written.
        handlers = logging.handlers
        if issubclass(cls, handlers.MemoryHandler):
            if 'flushLevel' in config:
                config['flushLevel'] = logging._checkLevel(config['flushLevel'])
            if 'target' in config:
                name = config['target']
                try:
                    config['target'] = self._other_handler(
                        name, config, original, 'target not configured yet')
                except Exception as e:
                    raise ValueError('Unable to set target handler %r' % name) from e
        elif issubclass(cls, handlers.QueueHandler):
            self._prepare_queue(config, original)
            return functools.partial(self._configure_queue_handler, cls)
        elif issubclass(cls, handlers.SMTPHandler) and 'mailhost' in config:
            config['mailhost'] = self.as_tuple(config['mailhost'])
        elif issubclass(cls, handlers.SysLogHandler) and 'address' in config:
            config['address'] = self.as_tuple(config['address'])
        return cls

    def _other_handler(self, name, config, original, message):
        handler = self.config['handlers'][name]
        if not isinstance(handler, logging.Handler):
            # As it was, for the second turn.
            config.update(original)
            raise TypeError(message)
        return handler

    def _prepare_queue(self, config, original):
        if 'queue' in config:
            config['queue'] = self._queue(config['queue'])
        if 'listener' in config:
            config['listener'] = self._listener(config['listener'])
        if 'handlers' in config:
            found = []
            try:
                for name in config['handlers']:
                    found.append(self._other_handler(
                        name, config, original,
                        f'Required handler {name!r} is not configured yet'))
            except Exception as e:
                raise ValueError('Unable to set required handler %r' % name) from e
            config['handlers'] = found

    def _queue(self, spec):
        if isinstance(spec, str):
            factory = self.resolve(spec)
            if callable(factory):
                return factory()
        elif isinstance(spec, dict):
            if '()' in spec:
                return self.configure_custom(dict(spec))
        elif _is_queue(spec):
            return spec
        raise TypeError('Invalid queue specifier %r' % spec)

    def _listener(self, spec):
        listener = spec
        if isinstance(spec, str):
            listener = self.resolve(spec)
        elif isinstance(spec, dict) and '()' in spec:
            listener = self.configure_custom(dict(spec))
        elif not isinstance(spec, type):
            listener = None
        if isinstance(listener, type):
            if issubclass(listener, logging.handlers.QueueListener):
                return listener
        elif callable(listener):
            return listener
        raise TypeError('Invalid listener specifier %r' % spec)

    def _configure_queue_handler(self, klass, **kwargs):
        where = kwargs.pop('queue') if 'queue' in kwargs else queue.Queue()
        respect = kwargs.pop('respect_handler_level', False)
        listener = kwargs.pop('listener', logging.handlers.QueueListener)
        others = kwargs.pop('handlers', [])
        listener = listener(where, *others, respect_handler_level=respect)
        handler = klass(where, **kwargs)
        handler.listener = listener
        return handler

    def add_handlers(self, logger, handlers):
        """Add handlers by name."""
        for name in handlers:
            try:
                logger.addHandler(self.config['handlers'][name])
            except Exception as e:
                raise ValueError('Unable to add handler %r' % name) from e

    def common_logger_config(self, logger, config, incremental=False):
        """What the root logger and the others have in common."""
        level = config.get('level', None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if incremental:
            return
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        handlers = config.get('handlers', None)
        if handlers:
            self.add_handlers(logger, handlers)
        filters = config.get('filters', None)
        if filters:
            self.add_filters(logger, filters)

    def configure_logger(self, name, config, incremental=False):
        """A logger other than the root."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        propagate = config.get('propagate', None)
        if propagate is not None:
            logger.propagate = propagate

    def configure_root(self, config, incremental=False):
        """The root logger."""
        self.common_logger_config(logging.getLogger(), config, incremental)


def _is_queue(obj):
    return (isinstance(obj, (queue.Queue, queue.SimpleQueue))
            or all(callable(getattr(obj, name, None)) for name in ('put_nowait', 'get')))
