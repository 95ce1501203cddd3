"""Queues that hand items from thread to thread.

Owns Queue, its last-in-first-out and its priority form.
Invariant: everything a queue holds is touched under `mutex` only, and its three
conditions share that one lock.
Leaves SimpleQueue and Empty to `_queue`, the waiting to `threading`.
"""

import threading
from _collections import deque
from _queue import Empty, SimpleQueue
from time import monotonic as time

__all__ = ['Empty', 'Full', 'ShutDown', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class Full(Exception):
    """No room in the queue (in time)."""


class ShutDown(Exception):
    """The queue has been shut down."""


class Queue:
    """First in, first out; bounded when maxsize is positive."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.mutex = mutex = threading.Lock()
        self.not_empty = threading.Condition(mutex)
        self.not_full = threading.Condition(mutex)
        self.all_tasks_done = threading.Condition(mutex)
        self.unfinished_tasks = 0
        self.is_shutdown = False

    def task_done(self):
        """Say that one item got earlier has been dealt with; see join()."""
        with self.mutex:
            left = self.unfinished_tasks - 1
            if left <= 0:
                if left < 0:
                    raise ValueError('task_done() called too many times')
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = left

    def join(self):
        """Wait until task_done() was called for every item put."""
        with self.mutex:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def qsize(self):
        """How many items are in the queue just now."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """True if the queue holds nothing just now."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """True if the queue has no room just now."""
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Add an item, waiting for room unless told not to; Full when there is none."""
        with self.mutex:
            if self.is_shutdown:
                raise ShutDown
            if self.maxsize > 0 and (timeout is not None or self._qsize() >= self.maxsize):
                self._wait_for_room(block, timeout)
            self._put(item)
            self.unfinished_tasks += 1
            waiting = self.not_empty
            if waiting._waiters:
                waiting.notify()

    def _wait_for_room(self, block, timeout):
        if not block:
            if self._qsize() >= self.maxsize:
                raise Full
            return
        if timeout is not None:
            if timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            deadline = time() + timeout
        left = None
        while self._qsize() >= self.maxsize:
            if timeout is not None:
                left = deadline - time()
                if left <= 0.0:
                    raise Full
            self.not_full.wait(left)
            if self.is_shutdown:
                raise ShutDown

    def get(self, block=True, timeout=None):
        """Take an item, waiting for one unless told not to; Empty when there is none."""
        with self.mutex:
            if timeout is not None or not self._qsize():
                self._wait_for_item(block, timeout)
            item = self._get()
            waiting = self.not_full
            if waiting._waiters:
                waiting.notify()
            return item

    def _wait_for_item(self, block, timeout):
        if self.is_shutdown and not self._qsize():
            raise ShutDown
        if not block:
            if not self._qsize():
                raise Empty
            return
        if timeout is not None:
            if timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            deadline = time() + timeout
        left = None
        while not self._qsize():
            if timeout is not None:
                left = deadline - time()
                if left <= 0.0:
                    raise Empty
            self.not_empty.wait(left)
            if self.is_shutdown and not self._qsize():
                raise ShutDown

    def put_nowait(self, item):
        """put() that does not wait."""
        return self.put(item, block=False)

    def get_nowait(self):
        """get() that does not wait."""
        return self.get(block=False)

    def shutdown(self, immediate=False):
        """Refuse what comes from now on: puts at once, gets when nothing is left.

        With `immediate` what is left is thrown away and counts as done.
        """
        with self.mutex:
            self.is_shutdown = True
            if immediate:
                while self._qsize():
                    self._get()
                    if self.unfinished_tasks > 0:
                        self.unfinished_tasks -= 1
                self.all_tasks_done.notify_all()
            self.not_empty.notify_all()
            self.not_full.notify_all()

    # Subclasses replace these four to keep the items in another order.

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    @classmethod
    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


class PriorityQueue(Queue):
    """Smallest item first."""

    def _init(self, maxsize):
        global heappush, heappop
        from heapq import heappush, heappop
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop()
