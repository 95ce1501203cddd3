"""The core of functools."""

from _thread import RLock


class _Placeholder:
    __slots__ = ()

    def __repr__(self):
        return 'Placeholder'

    def __reduce__(self):
        return 'Placeholder'


Placeholder = _Placeholder()


def reduce(function=Placeholder, iterable=Placeholder, /, initial=Placeholder):
    if iterable is Placeholder:
        given = int(function is not Placeholder)
        raise TypeError(f'reduce() takes at least 2 positional arguments ({given} given)')
    try:
        it = iter(iterable)
    except TypeError:
        if hasattr(type(iterable), '__iter__'):
            raise
        raise TypeError('reduce() arg 2 must support iteration') from None
    if initial is Placeholder:
        try:
            value = next(it)
        except StopIteration:
            raise TypeError('reduce() of empty iterable with no initial value') from None
    else:
        value = initial
    for x in it:
        value = function(value, x)
    return value


class partial:
    """A function with some arguments filled in."""
    __slots__ = ('func', 'args', 'keywords', '__dict__', '__weakref__', '_holes')

    def __new__(cls, /, *args, **keywords):
        if not args:
            raise TypeError("type 'partial' takes at least one argument")
        func, *args = args
        args = tuple(args)
        if not callable(func):
            raise TypeError('the first argument must be callable')
        if args and args[-1] is Placeholder:
            raise TypeError('trailing Placeholders are not allowed')
        if Placeholder in keywords.values():
            raise TypeError('Placeholder cannot be passed as a keyword argument')
        if isinstance(func, partial):
            old = list(func.args)
            rest = list(args)
            for i, x in enumerate(old):
                if x is Placeholder and rest:
                    old[i] = rest.pop(0)
            args = (*old, *rest)
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func, self.args, self.keywords = func, args, keywords
        self._holes = sum(x is Placeholder for x in args)
        return self

    def __call__(self, /, *args, **keywords):
        filled = self.args
        if self._holes:
            if len(args) < self._holes:
                raise TypeError(f"missing positional arguments in 'partial' call; expected at least {self._holes}, got {len(args)}")
            given = iter(args)
            filled = [next(given) if x is Placeholder else x for x in filled]
            args = tuple(given)
        if self.keywords:
            keywords = {**self.keywords, **keywords}
        return self.func(*filled, *args, **keywords)

    def __get__(self, obj, objtype=None):
        if obj is None:
            return self
        from types import MethodType
        return MethodType(self, obj)

    def __repr__(self):
        name = type(self).__qualname__
        module = 'functools' if type(self).__module__ in ('functools', '_functools') else type(self).__module__
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f'{k}={v!r}' for k, v in self.keywords.items()]
        return f"{module}.{name}({', '.join(parts)})"

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) != 4:
            raise TypeError('invalid partial state')
        func, args, keywords, namespace = state
        self.func, self.args, self.keywords = func, tuple(args), dict(keywords or {})
        self._holes = sum(x is Placeholder for x in self.args)
        if namespace:
            self.__dict__.update(namespace)

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


partial.__module__ = 'functools'


class _Key:
    __slots__ = ('obj', '_cmp')
    __hash__ = None

    def __init__(self, cmp, obj):
        self._cmp, self.obj = cmp, obj

    def _with(self, other):
        if type(other) is not _Key:
            raise TypeError('other argument must be K instance')
        return self._cmp(self.obj, other.obj)

    def __lt__(self, other): return self._with(other) < 0
    def __gt__(self, other): return self._with(other) > 0
    def __eq__(self, other): return self._with(other) == 0
    def __ne__(self, other): return self._with(other) != 0
    def __le__(self, other): return self._with(other) <= 0
    def __ge__(self, other): return self._with(other) >= 0


def cmp_to_key(mycmp):
    """A key function for an old-style comparison function."""
    def key(obj):
        return _Key(mycmp, obj)
    return key


class _lru_cache_wrapper:
    """A function whose latest results are remembered."""

    def __init__(self, user_function, maxsize, typed, cache_info_type):
        self._function, self._maxsize, self._typed = user_function, maxsize, typed
        self._info = cache_info_type
        self._results = {}
        self._hits = self._misses = 0
        self._lock = RLock()

    def _key(self, args, kwargs):
        if not kwargs and not self._typed:
            if len(args) == 1 and type(args[0]) in (int, str):
                return args[0]
            return args
        key = (args, _mark, *kwargs.items())
        if self._typed:
            key += (*map(type, args), *map(type, kwargs.values()))
        return key

    def __call__(self, /, *args, **kwargs):
        if self._maxsize == 0:
            self._misses += 1
            return self._function(*args, **kwargs)
        key = self._key(args, kwargs)
        hash(key)       # complains about the argument, not about a key
        results = self._results
        found = results.get(key, _mark)
        if found is not _mark:
            self._hits += 1
            if self._maxsize is not None:
                with self._lock:
                    # The latest used goes to the end.
                    if results.pop(key, _mark) is not _mark:
                        results[key] = found
            return found
        with self._lock:
            self._misses += 1
        value = self._function(*args, **kwargs)
        with self._lock:
            if key not in results:
                results[key] = value
                if self._maxsize is not None and len(results) > self._maxsize:
                    del results[next(iter(results))]
        return value

    def cache_info(self):
        with self._lock:
            return self._info(self._hits, self._misses, self._maxsize, len(self._results))

    def cache_clear(self):
        with self._lock:
            self._results.clear()
            self._hits = self._misses = 0

    def __get__(self, obj, objtype=None):
        if obj is None:
            return self
        from types import MethodType
        return MethodType(self, obj)

    def __copy__(self): return self
    def __deepcopy__(self, memo): return self
    def __reduce__(self): return self.__qualname__


_mark = object()
