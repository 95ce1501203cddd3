"""An unbounded queue without task tracking."""

from _thread import allocate_lock as _allocate
from _collections import deque as _deque
from time import monotonic as _now


class Empty(Exception):
    'Exception raised by Queue.get(block=0)/get_nowait().'


Empty.__module__ = '_queue'


class SimpleQueue:
    """Simple, unbounded, reentrant FIFO queue."""

    def __init__(self):
        self._items = _deque()
        self._waiters = _deque()

    def put(self, item, block=True, timeout=None):
        self._items.append(item)
        # A getter enters its lock before it looks a last time, so no wake-up is lost.
        try:
            self._waiters.popleft().release()
        except IndexError:
            pass

    def put_nowait(self, item):
        self.put(item)

    def get(self, block=True, timeout=None):
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        deadline = None if timeout is None else _now() + timeout
        while True:
            try:
                return self._items.popleft()
            except IndexError:
                if not block:
                    raise Empty from None
            waiter = _allocate()
            waiter.acquire()
            self._waiters.append(waiter)
            if self._items:
                self._forget(waiter)
                continue
            left = -1 if deadline is None else deadline - _now()
            if deadline is not None and left <= 0 or not waiter.acquire(True, left):
                self._forget(waiter)
                if not self._items:
                    raise Empty

    def _forget(self, waiter):
        try:
            self._waiters.remove(waiter)
        except ValueError:
            pass

    def get_nowait(self):
        return self.get(False)

    def empty(self):
        return not self._items

    def qsize(self):
        return len(self._items)

    def __sizeof__(self):
        return object.__sizeof__(self)

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)
