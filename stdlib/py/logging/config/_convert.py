"""Values of a configuration: 'ext://module.name', 'cfg://other.part', '()': factory.

The converting containers convert an item when it is taken out, and keep the
result.
"""

import re

__name__ = 'logging.config'


def valid_ident(s):
    """True; ValueError if s is no identifier."""
    if not (s.isascii() and s.isidentifier()):
        raise ValueError('Not a valid Python identifier: %r' % s)
    return True


def resolve(name, importer=__import__):
    """The object with a dotted name; modules are imported as needed."""
    first, *rest = name.split('.')
    found = importer(first)
    path = first
    for part in rest:
        path += '.' + part
        try:
            found = getattr(found, part)
        except AttributeError:
            importer(path)
            found = getattr(found, part)
    return found


class ConvertingMixin:
    """What the containers have in common; configurator is set from outside."""

    def convert_with_key(self, key, value, replace=True):
        result = self.configurator.convert(value)
        if result is not value:
            if replace:
                self[key] = result
            if type(result) in _containers:
                result.parent = self
                result.key = key
        return result

    def convert(self, value):
        result = self.configurator.convert(value)
        if result is not value and type(result) in _containers:
            result.parent = self
        return result


class ConvertingDict(dict, ConvertingMixin):

    def __getitem__(self, key):
        return self.convert_with_key(key, dict.__getitem__(self, key))

    def get(self, key, default=None):
        return self.convert_with_key(key, dict.get(self, key, default))

    def pop(self, key, default=None):
        return self.convert_with_key(key, dict.pop(self, key, default), replace=False)


class ConvertingList(list, ConvertingMixin):

    def __getitem__(self, key):
        return self.convert_with_key(key, list.__getitem__(self, key))

    def pop(self, idx=-1):
        return self.convert(list.pop(self, idx))


class ConvertingTuple(tuple, ConvertingMixin):

    def __getitem__(self, key):
        return self.convert_with_key(key, tuple.__getitem__(self, key), replace=False)


_containers = (ConvertingDict, ConvertingList, ConvertingTuple)


class BaseConfigurator:
    """Conversion of values; subclasses do something with the configuration."""

    CONVERT_PATTERN = re.compile(r'^(?P<prefix>[a-z]+)://(?P<suffix>.*)$')
    WORD_PATTERN = re.compile(r'^\s*(\w+)\s*')
    DOT_PATTERN = re.compile(r'^\.\s*(\w+)\s*')
    INDEX_PATTERN = re.compile(r'^\[([^\[\]]*)\]\s*')
    DIGIT_PATTERN = re.compile(r'^\d+$')

    # prefix -> name of the method
    value_converters = {'ext': 'ext_convert', 'cfg': 'cfg_convert'}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = ConvertingDict(config)
        self.config.configurator = self

    def resolve(self, s):
        """The object with a dotted name."""
        try:
            return resolve(s, self.importer)
        except ImportError as e:
            raise ValueError(f'Cannot resolve {s!r}: {e}') from e

    def ext_convert(self, value):
        """For 'ext://': an object of some module."""
        return self.resolve(value)

    def cfg_convert(self, value):
        """For 'cfg://': another part of the configuration, as in a.b[c]."""
        match = self.WORD_PATTERN.match(value)
        if match is None:
            raise ValueError("Unable to convert %r" % value)
        found = self.config[match[1]]
        rest = value[match.end():]
        while rest:
            if match := self.DOT_PATTERN.match(rest):
                found = found[match[1]]
            elif match := self.INDEX_PATTERN.match(rest):
                found = self._item(found, match[1])
            else:
                raise ValueError('Unable to convert %r at %r' % (value, rest))
            rest = rest[match.end():]
        return found

    def _item(self, found, index):
        if self.DIGIT_PATTERN.match(index):
            try:
                return found[int(index)]
            except TypeError:
                pass
        return found[index]

    def convert(self, value):
        """Containers become converting ones, strings with a known prefix are replaced."""
        if isinstance(value, str):
            match = self.CONVERT_PATTERN.match(value)
            converter = match and self.value_converters.get(match['prefix'])
            return getattr(self, converter)(match['suffix']) if converter else value
        if isinstance(value, _containers):
            return value
        if isinstance(value, dict):
            value = ConvertingDict(value)
        elif isinstance(value, list):
            value = ConvertingList(value)
        elif isinstance(value, tuple) and not hasattr(value, '_fields'):
            value = ConvertingTuple(value)
        else:
            return value
        value.configurator = self
        return value

    def configure_custom(self, config):
        """Call the factory under '()' with the other items; those under '.' are set."""
        factory = config.pop('()')
        if not callable(factory):
            factory = self.resolve(factory)
        result = factory(**arguments(config))
        set_attributes(result, config)
        return result

    def as_tuple(self, value):
        """Lists, as JSON has them, as tuples."""
        return tuple(value) if isinstance(value, list) else value


def arguments(config):
    """The items for a call."""
    return {key: config[key] for key in config if key != '.' and valid_ident(key)}


def set_attributes(obj, config):
    """Set the attributes under '.'."""
    for name, value in (config.pop('.', None) or {}).items():
        setattr(obj, name, value)
