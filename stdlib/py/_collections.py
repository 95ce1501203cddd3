"""The container types of collections."""

from _containers import _count_elements, _tuplegetter
from _imp import seal as _seal
from _deque import _deque_iterator, _deque_reverse_iterator, deque
from _thread import get_ident


_shown_factories = set()    # threads and ids of default factories whose repr is under way


class defaultdict(dict):
    """A dict that calls a function for the value of a missing key."""
    __slots__ = ('default_factory', '__dict__')

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError('first argument must be callable or None')
        dict.__init__(self, *args, **kwargs)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        return dict.setdefault(self, key, self.default_factory())

    def __repr__(self):
        items = dict.__repr__(self)
        factory = self.default_factory
        mark = get_ident(), id(factory)
        if mark in _shown_factories:
            shown = '...'
        else:
            _shown_factories.add(mark)
            try:
                shown = repr(factory)
            finally:
                _shown_factories.discard(mark)
        return f'{type(self).__name__}({shown}, {items})'

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __reduce__(self):
        args = () if self.default_factory is None else (self.default_factory,)
        return type(self), args, None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, (dict, frozendict)):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, (dict, frozendict)):
            return NotImplemented
        new = type(self)(self.default_factory, other)
        new.update(self)
        return new


defaultdict.__module__ = 'collections'


_shown = set()    # ids of ordered dicts whose repr is under way


_absent = object()


def _items(ordered):
    """The pairs of an ordered dict; a subclass that replaces __getitem__ says what the values are."""
    if type(ordered).__getitem__ is dict.__getitem__:
        return dict.items(ordered)
    return ((key, ordered[key]) for key in dict.__iter__(ordered))


def _put_all(ordered, sources, keywords):
    """Adds the items of at most one source, then keywords, through __setitem__ where a subclass replaces that."""
    plain = type(ordered).__setitem__ is dict.__setitem__
    for source in sources:
        if plain and type(source) is dict:
            dict.update(ordered, source)
        elif hasattr(source, 'keys'):
            if isinstance(source, OrderedDict):
                pairs = _items(source)
            else:
                pairs = source.items() if type(source) is dict else ((key, source[key]) for key in source.keys())
            for key, value in pairs:
                ordered[key] = value
        else:
            for pair in source.items() if hasattr(source, 'items') else source:
                pair = tuple(pair)
                if len(pair) > 2:
                    raise ValueError('too many values to unpack (expected 2)')
                if len(pair) < 2:
                    raise ValueError(f"need more than {len(pair)} value{'' if len(pair) == 1 else 's'} to unpack")
                ordered[pair[0]] = pair[1]
    if plain:
        dict.update(ordered, keywords)
    else:
        for key, value in keywords.items():
            ordered[key] = value


class OrderedDict(dict):
    """A dict that can move its items to either end."""

    def __init__(self, /, *args, **keywords):
        if len(args) > 1:
            raise TypeError(f'expected at most 1 argument, got {len(args)}')
        _put_all(self, args, keywords)

    def update(self, /, *args, **keywords):
        if len(args) > 1:
            raise TypeError(f'update() takes at most 1 positional argument ({len(args)} given)')
        _put_all(self, args, keywords)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        new = cls()
        for key in iterable:
            new[key] = value
        return new

    def pop(self, key, default=_absent):
        if default is _absent:
            return dict.pop(self, key)
        return dict.pop(self, key, default)

    def setdefault(self, key, default=None):
        if type(self) is OrderedDict:
            return dict.setdefault(self, key, default)
        if dict.__contains__(self, key):
            return self[key]
        self[key] = default
        return default

    def popitem(self, last=True):
        while dict.__len__(self):
            if last:
                return dict.popitem(self)
            try:
                key = next(dict.__iter__(self))
            except (StopIteration, RuntimeError):
                continue    # another thread has changed it
            value = dict.pop(self, key, _absent)
            if value is not _absent:
                return key, value
        raise KeyError('dictionary is empty')

    def move_to_end(self, key, last=True):
        value = dict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
            return
        rest = list(dict.items(self))
        dict.clear(self)
        dict.__setitem__(self, key, value)
        for k, v in rest:
            dict.__setitem__(self, k, v)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(dict.__iter__(self)) == list(dict.__iter__(other))
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        if not self:
            return f'{type(self).__name__}()'
        if id(self) in _shown:
            return '...'
        _shown.add(id(self))
        try:
            return f'{type(self).__name__}({dict(_items(self))!r})'
        finally:
            _shown.discard(id(self))

    def copy(self):
        new = type(self)()
        if type(self).__setitem__ is dict.__setitem__:
            dict.update(new, _items(self))
        else:
            for key, value in _items(self):
                new[key] = value
        return new

    def __reduce__(self):
        return type(self), (), object.__getstate__(self), None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, (dict, frozendict)):
            return NotImplemented
        new = type(self)(self)
        new.update(other)
        return new

    def __ior__(self, other):
        self.update(other)
        return self

    def __ror__(self, other):
        if not isinstance(other, (dict, frozendict)):
            return NotImplemented
        new = type(self)(other)
        new.update(self)
        return new

    __hash__ = None


OrderedDict.__module__ = 'collections'
_seal(OrderedDict)
