"""The container types of collections."""


class deque:
    """A list-like sequence with fast ends: items by number in a dict, between two counters."""
    __slots__ = ('_items', '_head', '_tail', '_maxlen', '_changes', '__weakref__', '__dict__')
    __hash__ = None
    __abc_tpflags__ = 1 << 5    # patterns `[...]` match it

    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        self._items, self._head, self._tail, self._maxlen, self._changes = {}, 0, 0, None, 0
        return self

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError('an integer is required')
            if maxlen < 0:
                raise ValueError('maxlen must be non-negative')
        self._maxlen = maxlen
        self.clear()
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._maxlen

    def append(self, x, /):
        self._items[self._tail] = x
        self._tail += 1
        self._changes += 1
        if self._maxlen is not None and self._tail - self._head > self._maxlen:
            self.popleft()

    def appendleft(self, x, /):
        self._head -= 1
        self._items[self._head] = x
        self._changes += 1
        if self._maxlen is not None and self._tail - self._head > self._maxlen:
            self.pop()

    def pop(self):
        if self._head == self._tail:
            raise IndexError('pop from an empty deque')
        self._tail -= 1
        self._changes += 1
        return self._items.pop(self._tail)

    def popleft(self):
        if self._head == self._tail:
            raise IndexError('pop from an empty deque')
        head = self._head
        self._head = head + 1
        self._changes += 1
        return self._items.pop(head)

    def extend(self, iterable, /):
        if iterable is self:
            iterable = list(self)
        for x in iterable:
            self.append(x)

    def extendleft(self, iterable, /):
        if iterable is self:
            iterable = list(self)
        for x in iterable:
            self.appendleft(x)

    def clear(self):
        self._items = {}
        self._head = self._tail = 0
        self._changes += 1

    def copy(self):
        return type(self)(self, self._maxlen) if self._maxlen is not None else type(self)(self)

    __copy__ = copy

    def __len__(self):
        return self._tail - self._head

    def _place(self, i):
        n = len(self)
        if not hasattr(type(i), '__index__'):
            raise TypeError(f"sequence index must be integer, not '{type(i).__name__}'")
        i = i.__index__()
        if i < 0:
            i += n
        if not 0 <= i < n:
            raise IndexError('deque index out of range')
        return self._head + i

    def __getitem__(self, i):
        return self._items[self._place(i)]

    def __setitem__(self, i, x):
        self._items[self._place(i)] = x

    def __delitem__(self, i):
        at = self._place(i)
        for k in range(at, self._tail - 1):
            self._items[k] = self._items[k + 1]
        self._tail -= 1
        self._changes += 1
        del self._items[self._tail]

    def insert(self, i, x, /):
        if self._maxlen is not None and len(self) >= self._maxlen:
            raise IndexError('deque already at its maximum size')
        n = len(self)
        i = max(0, i + n) if i < 0 else min(i, n)
        self.append(x)
        for k in range(self._tail - 1, self._head + i, -1):
            self._items[k] = self._items[k - 1]
        self._items[self._head + i] = x

    def remove(self, value, /):
        for i, x in enumerate(self):
            if x is value or x == value:
                del self[i]
                return
        raise ValueError('deque.remove(x): x not in deque')

    def index(self, value, start=0, stop=None, /):
        n = len(self)
        stop = n if stop is None else stop
        start = max(0, start + n) if start < 0 else start
        stop = max(0, stop + n) if stop < 0 else min(stop, n)
        for i in range(start, stop):
            x = self[i]
            if x is value or x == value:
                return i
        raise ValueError('deque.index(x): x not in deque')

    def count(self, value, /):
        return sum(1 for x in self if x is value or x == value)

    def rotate(self, n=1, /):
        if type(n) is not int:
            if not hasattr(type(n), '__index__'):
                raise TypeError(f"{type(n).__name__!r} object cannot be interpreted as an integer")
            n = n.__index__()
        length = len(self)
        if length <= 1:
            return
        n %= length
        if n <= length // 2:
            for _ in range(n):
                self.appendleft(self.pop())
        else:
            for _ in range(length - n):
                self.append(self.popleft())

    def reverse(self):
        values = list(self)
        for i, x in enumerate(reversed(values)):
            self._items[self._head + i] = x

    def __iter__(self):
        return _deque_iterator(self, False)

    def __reversed__(self):
        return _deque_iterator(self, True)

    def __contains__(self, value):
        return any(x is value or x == value for x in self)

    def __repr__(self):
        if id(self) in _shown:
            return '[...]'
        _shown.add(id(self))
        try:
            inner = ', '.join(map(repr, self))
        finally:
            _shown.discard(id(self))
        limit = '' if self._maxlen is None else f', maxlen={self._maxlen}'
        return f'{type(self).__name__}([{inner}]{limit})'

    def __eq__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return len(self) == len(other) and list(self) == list(other)

    def __lt__(self, other): return list(self) < list(other) if isinstance(other, deque) else NotImplemented
    def __le__(self, other): return list(self) <= list(other) if isinstance(other, deque) else NotImplemented
    def __gt__(self, other): return list(self) > list(other) if isinstance(other, deque) else NotImplemented
    def __ge__(self, other): return list(self) >= list(other) if isinstance(other, deque) else NotImplemented

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError(f'can only concatenate deque (not "{type(other).__name__}") to deque')
        new = self.copy()
        new.extend(other)
        return new

    def __iadd__(self, iterable):
        self.extend(iterable)
        return self

    def __mul__(self, n):
        return type(self)(list(self) * n, self._maxlen)

    __rmul__ = __mul__

    def __imul__(self, n):
        values = list(self) * n
        self.clear()
        self.extend(values)
        return self

    def __bool__(self):
        return self._head != self._tail

    def __reduce__(self):
        state = self.__dict__ or None
        args = () if self._maxlen is None else ((), self._maxlen)
        return type(self), args, state, iter(self)

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


deque.__module__ = 'collections'
_shown = set()


class _deque_iterator:
    def __init__(self, source, backwards):
        self._source, self._backwards = source, backwards
        self._i, self._changes = 0, source._changes

    def __iter__(self): return self

    def __next__(self):
        d = self._source
        if self._changes != d._changes:
            raise RuntimeError('deque mutated during iteration')
        if self._i >= len(d):
            raise StopIteration
        i = self._i
        self._i += 1
        return d._items[d._tail - 1 - i] if self._backwards else d._items[d._head + i]

    def __length_hint__(self):
        return max(0, len(self._source) - self._i)


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
        self[key] = value = self.default_factory()
        return value

    def __repr__(self):
        return f'{type(self).__name__}({self.default_factory!r}, {dict.__repr__(self)})'

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __reduce__(self):
        args = () if self.default_factory is None else (self.default_factory,)
        return type(self), args, None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self.default_factory, other)
        new.update(self)
        return new


defaultdict.__module__ = 'collections'


class OrderedDict(dict):
    """A dict that can move its items to either end."""

    def popitem(self, last=True):
        if not self:
            raise KeyError('dictionary is empty')
        key = next(reversed(self) if last else iter(self))
        return key, self.pop(key)

    def move_to_end(self, key, last=True):
        value = self[key]
        if last:
            dict.__delitem__(self, key)
            dict.__setitem__(self, key, value)
            return
        rest = [(k, v) for k, v in self.items() if k != key]
        dict.clear(self)
        dict.__setitem__(self, key, value)
        for k, v in rest:
            dict.__setitem__(self, k, v)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
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
            return f'{type(self).__name__}({dict(self.items())!r})'
        finally:
            _shown.discard(id(self))

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __reduce__(self):
        return type(self), (), self.__dict__ or None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(other)
        new.update(self)
        return new

    __hash__ = None


OrderedDict.__module__ = 'collections'


def _count_elements(mapping, iterable, /):
    get = mapping.get
    for x in iterable:
        mapping[x] = get(x, 0) + 1


# A field of a named tuple; the documentation is the field's own.
class _tuplegetter:
    __slots__ = ('_index', '__doc__')

    def __init__(self, index, doc, /):
        self._index, self.__doc__ = index, doc

    def __get__(self, obj, objtype=None):
        if obj is None:
            return self
        if not isinstance(obj, tuple):
            raise TypeError(f"descriptor for index '{self._index}' for tuple subclasses doesn't apply to '{type(obj).__name__}' object")
        return tuple.__getitem__(obj, self._index)

    def __set__(self, obj, value):
        raise AttributeError("can't set attribute")

    def __delete__(self, obj):
        raise AttributeError("can't delete attribute")

    def __reduce__(self):
        return type(self), (self._index, self.__doc__)
