"""Iterators for loops."""

import operator as _operator
from _thread import allocate_lock as _lock

_none = object()


def _bind(name, parameters, required, args, kwargs):
    # The arguments in the order of the parameters; _none for those not given.
    given = len(args) + len(kwargs)
    if given > len(parameters):
        plural = '' if len(parameters) == 1 else 's'
        raise TypeError(f'{name}() takes at most {len(parameters)} argument{plural} ({given} given)')
    values = [*args, *[kwargs.pop(p, _none) for p in parameters[len(args):]]]
    for at, value in enumerate(values[:required]):
        if value is _none:
            raise TypeError(f"{name}() missing required argument '{parameters[at]}' (pos {at + 1})")
    for key in kwargs:
        if key in parameters:
            raise TypeError(f"argument for {name}() given by name ('{key}') and position ({parameters.index(key) + 1})")
        raise TypeError(f'{name}() got an unexpected keyword argument {key!r}')
    return values


def _exactly(name, n, args):
    if len(args) != n:
        plural = '' if n == 1 else 's'
        raise TypeError(f'{name} expected {n} argument{plural}, got {len(args)}')
    return args


def _is_number(x):
    kind = type(x)
    return any(hasattr(kind, name) for name in ('__index__', '__float__', '__int__', '__complex__')) or isinstance(x, complex)


class count:
    """start, start + step, start + 2 * step, …"""

    def __init__(self, start=0, step=1):
        if not _is_number(start) or not _is_number(step):
            raise TypeError('a number is required')
        self._at, self._step = start, step
        self._turn = _lock()

    def __iter__(self): return self

    def __next__(self):
        with self._turn:
            value = self._at
            self._at = value + self._step
            return value

    def __repr__(self):
        if type(self._step) is int and self._step == 1:
            return f'count({self._at!r})'
        return f'count({self._at!r}, {self._step!r})'


class cycle:
    def __init__(self, /, *args):
        iterable, = _exactly('cycle', 1, args)
        self._it, self._seen, self._i = iter(iterable), [], -1

    def __iter__(self): return self

    def __next__(self):
        if self._i < 0:
            for x in self._it:
                self._seen.append(x)
                return x
            self._i = 0
        if not self._seen:
            raise StopIteration
        x = self._seen[self._i]
        self._i = (self._i + 1) % len(self._seen)
        return x


class repeat:
    def __init__(self, /, *args, **kwargs):
        self._object, times = _bind('repeat', ('object', 'times'), 1, args, kwargs)
        self._left = None if times is _none else max(0, _operator.index(times))

    def __iter__(self): return self

    def __next__(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError('len() of unsized object')
        return self._left

    def __repr__(self):
        if self._left is None:
            return f'repeat({self._object!r})'
        return f'repeat({self._object!r}, {self._left})'


class _generated:
    """An iterator class whose work a generator does."""

    def __iter__(self): return self
    def __next__(self): return next(self._g)


class accumulate(_generated):
    def __init__(self, iterable, func=None, *, initial=None):
        self._g = self._run(iter(iterable), func or _operator.add, initial)

    @staticmethod
    def _run(it, func, total):
        if total is None:
            for total in it:
                break
            else:
                return
        yield total
        for x in it:
            total = func(total, x)
            yield total


class batched(_generated):
    def __init__(self, /, *args, strict=False, **kwargs):
        iterable, n = _bind('batched', ('iterable', 'n'), 2, args, kwargs)
        n = _operator.index(n)
        if n < 1:
            raise ValueError('n must be at least one')
        self._g = self._run(iter(iterable), n, strict)

    @staticmethod
    def _run(it, n, strict):
        while batch := tuple(islice(it, n)):
            if strict and len(batch) != n:
                raise ValueError('batched(): incomplete batch')
            yield batch


class chain(_generated):
    def __init__(self, *iterables):
        self._g = self._run(iterables)

    @staticmethod
    def _run(iterables):
        for it in iterables:
            yield from it

    @classmethod
    def from_iterable(cls, iterable, /):
        self = cls()
        self._g = cls._run(iter(iterable))
        return self

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


class compress(_generated):
    def __init__(self, /, *args, **kwargs):
        data, selectors = _bind('compress', ('data', 'selectors'), 2, args, kwargs)
        self._g = self._run(zip(data, selectors))

    @staticmethod
    def _run(pairs):
        for x, keep in pairs:
            if keep:
                yield x


class dropwhile(_generated):
    def __init__(self, /, *args):
        predicate, iterable = _exactly('dropwhile', 2, args)
        self._g = self._run(predicate, iter(iterable))

    @staticmethod
    def _run(predicate, it):
        for x in it:
            if not predicate(x):
                yield x
                break
        yield from it


class takewhile(_generated):
    def __init__(self, /, *args):
        predicate, iterable = _exactly('takewhile', 2, args)
        self._g = self._run(predicate, iter(iterable))

    @staticmethod
    def _run(predicate, it):
        for x in it:
            if not predicate(x):
                break
            yield x


class filterfalse(_generated):
    def __init__(self, /, *args):
        function, iterable = _exactly('filterfalse', 2, args)
        function = bool if function is None else function
        self._g = (x for x in iterable if not function(x))


class starmap(_generated):
    def __init__(self, /, *args):
        function, iterable = _exactly('starmap', 2, args)
        self._g = (function(*(args if type(args) is tuple else tuple(args))) for args in iterable)


class pairwise(_generated):
    def __init__(self, /, *args):
        iterable, = _exactly('pairwise', 1, args)
        self._g = self._run(iter(iterable))

    @staticmethod
    def _run(it):
        for a in it:
            for b in it:
                yield a, b
                a = b
            return


class islice(_generated):
    def __init__(self, /, *args):
        if len(args) < 2:
            raise TypeError(f'islice expected at least 2 arguments, got {len(args)}')
        if len(args) > 4:
            raise TypeError(f'islice expected at most 4 arguments, got {len(args)}')
        iterable, *args = args
        s = slice(*args)
        for value, name in (s.stop, 'Stop argument'), (s.start, 'Indices'):
            if value is not None and (not hasattr(type(value), '__index__') or _operator.index(value) < 0):
                if name == 'Stop argument' and len(args) > 1 and hasattr(type(value), '__index__') and value < -1:
                    name = 'Indices'
                raise ValueError(f'{name} for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
        step = 1 if s.step is None else s.step
        if not hasattr(type(step), '__index__') or step < 1:
            raise ValueError('Step for islice() must be a positive integer or None.')
        self._g = self._run(iter(iterable), s.start or 0, s.stop, step)

    @staticmethod
    def _run(it, start, stop, step):
        if stop is not None and stop <= start:
            for _, _ in zip(range(stop), it):
                pass
            return
        for _, _ in zip(range(start), it):
            pass
        i = start
        while stop is None or i < stop:
            try:
                x = next(it)
            except StopIteration:
                return
            yield x
            i += step
            last = i if stop is None else min(i, stop)
            for _, _ in zip(range(last - (i - step) - 1), it):
                pass


class zip_longest(_generated):
    def __init__(self, /, *iterables, fillvalue=None, **kwargs):
        if kwargs:
            raise TypeError('zip_longest() got an unexpected keyword argument')
        self._g = self._run([iter(it) for it in iterables], fillvalue)

    @staticmethod
    def _run(iterators, fill):
        active = len(iterators)
        while active:
            row = []
            for i, it in enumerate(iterators):
                x = fill if it is None else next(it, _none)
                if x is _none:
                    iterators[i] = None
                    active -= 1
                    if not active:
                        return
                    x = fill
                row.append(x)
            yield tuple(row)


class _grouper:
    def __init__(self, parent, key):
        self._parent, self._target = parent, key

    def __iter__(self): return self

    def __next__(self):
        p = self._parent
        if p._group is not self:
            raise StopIteration
        if p._value is _none:
            p._advance()
        if not p._key == self._target:
            raise StopIteration
        x = p._value
        p._value = _none
        return x


class groupby:
    def __init__(self, /, *args, **kwargs):
        iterable, key = _bind('groupby', ('iterable', 'key'), 1, args, kwargs)
        self._it, self._func = iter(iterable), None if key is _none else key
        self._key = self._value = self._target = _none
        self._group = None

    def __iter__(self): return self

    def _advance(self):
        x = next(self._it)
        self._key = x if self._func is None else self._func(x)
        self._value = x

    def __next__(self):
        self._group = None
        if self._value is _none:
            self._advance()
        while self._target is not _none and self._key == self._target:
            self._advance()
        self._target = self._key
        self._group = _grouper(self, self._key)
        return self._key, self._group


class product(_generated):
    def __init__(self, /, *iterables, repeat=1, **kwargs):
        for key in kwargs:
            raise TypeError(f'product() got an unexpected keyword argument {key!r}')
        repeat = _operator.index(repeat)
        if repeat < 0:
            raise ValueError('repeat argument cannot be negative')
        self._g = self._run([tuple(it) for it in iterables] * repeat)

    @staticmethod
    def _run(pools):
        n = len(pools)
        if any(not pool for pool in pools):
            return
        at = [0] * n
        row = [pool[0] for pool in pools]
        while True:
            yield tuple(row)
            for i in reversed(range(n)):
                at[i] += 1
                if at[i] < len(pools[i]):
                    row[i] = pools[i][at[i]]
                    break
                at[i] = 0
                row[i] = pools[i][0]
            else:
                return


class combinations(_generated):
    def __init__(self, /, *args, **kwargs):
        iterable, r = _bind('combinations', ('iterable', 'r'), 2, args, kwargs)
        pool, r = tuple(iterable), _operator.index(r)
        if r < 0:
            raise ValueError('r cannot be negative')
        self._g = self._run(pool, r)

    @staticmethod
    def _run(pool, r):
        n = len(pool)
        if r > n:
            return
        at = list(range(r))
        yield tuple(pool[:r])
        while True:
            for i in reversed(range(r)):
                if at[i] != i + n - r:
                    break
            else:
                return
            at[i] += 1
            for j in range(i + 1, r):
                at[j] = at[j - 1] + 1
            yield tuple([pool[i] for i in at])


class combinations_with_replacement(_generated):
    def __init__(self, /, *args, **kwargs):
        iterable, r = _bind('combinations_with_replacement', ('iterable', 'r'), 2, args, kwargs)
        pool, r = tuple(iterable), _operator.index(r)
        if r < 0:
            raise ValueError('r cannot be negative')
        self._g = self._run(pool, r)

    @staticmethod
    def _run(pool, r):
        n = len(pool)
        if not n and r:
            return
        at = [0] * r
        yield tuple([pool[i] for i in at])
        while True:
            for i in reversed(range(r)):
                if at[i] != n - 1:
                    break
            else:
                return
            at[i:] = [at[i] + 1] * (r - i)
            yield tuple([pool[i] for i in at])


class permutations(_generated):
    def __init__(self, /, *args, **kwargs):
        iterable, r = _bind('permutations', ('iterable', 'r'), 1, args, kwargs)
        pool = tuple(iterable)
        r = len(pool) if r is None or r is _none else r
        if not isinstance(r, int):
            raise TypeError('Expected int as r')
        if r < 0:
            raise ValueError('r must be non-negative')
        self._g = self._run(pool, r)

    @staticmethod
    def _run(pool, r):
        n = len(pool)
        if r > n:
            return
        at, left = list(range(n)), list(range(n, n - r, -1))
        yield tuple(pool[:r])
        while True:
            for i in reversed(range(r)):
                left[i] -= 1
                if left[i] == 0:
                    at[i:] = at[i + 1:] + at[i:i + 1]
                    left[i] = n - i
                else:
                    j = left[i]
                    at[i], at[-j] = at[-j], at[i]
                    yield tuple([pool[k] for k in at[:r]])
                    break
            else:
                return


class _tee:
    """One of several iterators over the same items: a place in a chain of links."""

    def __init__(self, iterable, /):
        if isinstance(iterable, _tee):
            self._it, self._link = iterable._it, iterable._link
        else:
            self._it, self._link = iter(iterable), [None, None]

    def __iter__(self): return self

    def __next__(self):
        link = self._link
        if link[1] is None:
            link[0] = next(self._it)
            link[1] = [None, None]
        self._link = link[1]
        return link[0]

    def __copy__(self): return _tee(self)


def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError('n cannot be negative')
    if n == 0:
        return ()
    first = _tee(iterable)
    return (first, *[_tee(first) for _ in range(n - 1)])
