"""Iterators that threads may share: the part of threading that needs nothing but a lock."""

from _thread import lock as Lock


class serialize_iterator:
    """An iterator that lets one thread at a time into the iterator it wraps.

    send(), throw() and close() of a generator are guarded by the same lock.
    """

    __module__ = 'threading'
    __slots__ = ('_iterator', '_lock')

    def __init__(self, iterable):
        self._iterator = iter(iterable)
        self._lock = Lock()

    def __iter__(self):
        return self

    def __next__(self):
        with self._lock:
            return next(self._iterator)

    def send(self, value, /):
        """The generator's send(), one thread at a time."""
        with self._lock:
            return self._iterator.send(value)

    def throw(self, *args):
        """The generator's throw(), one thread at a time."""
        with self._lock:
            return self._iterator.throw(*args)

    def close(self):
        """The generator's close(), one thread at a time."""
        with self._lock:
            return self._iterator.close()


def synchronized_iterator(func):
    """Decorator: the iterators that func returns become safe to share."""
    from functools import wraps

    @wraps(func)
    def inner(*args, **kwargs):
        return serialize_iterator(func(*args, **kwargs))

    return inner


def concurrent_tee(iterable, n=2):
    """n independent iterators over one iterable, each for a thread of its own."""
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if n == 0:
        return ()
    first = _concurrent_tee(iterable)
    return (first, *(_concurrent_tee(first) for _ in range(n - 1)))


class _concurrent_tee:
    # The branches walk one linked list of [value, next]; the last cell is empty,
    # and whoever reaches it fills it from the source while holding the lock.
    __module__ = 'threading'
    __slots__ = ('iterator', 'link', 'lock')

    def __init__(self, iterable):
        if isinstance(iterable, _concurrent_tee):
            self.iterator = iterable.iterator
            self.link = iterable.link
            self.lock = iterable.lock
        else:
            self.iterator = iter(iterable)
            self.link = [None, None]
            self.lock = Lock()

    def __iter__(self):
        return self

    def __next__(self):
        link = self.link
        if link[1] is None:
            with self.lock:
                if link[1] is None:
                    link[0] = next(self.iterator)
                    link[1] = [None, None]
        value, self.link = link
        return value

    def __copy__(self):
        return _concurrent_tee(self)


synchronized_iterator.__module__ = concurrent_tee.__module__ = 'threading'
