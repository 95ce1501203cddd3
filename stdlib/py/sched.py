"""A scheduler of events: functions to be called at their time, in order of priority."""

import heapq
import threading
from collections import namedtuple
from itertools import count
from time import monotonic as _time

__all__ = ["scheduler"]

Event = namedtuple('Event', 'time, priority, sequence, action, argument, kwargs')
Event.time.__doc__ = "When it is due, as timefunc counts."
Event.priority.__doc__ = "Of those due at one time, the smallest goes first."
Event.sequence.__doc__ = "Of equal ones, the earlier made goes first."
Event.action.__doc__ = "What is called."
Event.argument.__doc__ = "With these arguments,"
Event.kwargs.__doc__ = "and these by name."

_sentinel = object()


class scheduler:
    """Holds events; run() calls them when they are due."""

    def __init__(self, timefunc=_time, delayfunc=None):
        self._queue = []
        self._lock = threading.RLock()
        self.timefunc = timefunc
        if delayfunc is None:
            from time import sleep as delayfunc
        self.delayfunc = delayfunc
        self._sequence_generator = count()

    def enterabs(self, time, priority, action, argument=(), kwargs=_sentinel):
        """Add an event for a point in time; returns it, for cancel()."""
        if kwargs is _sentinel:
            kwargs = {}
        with self._lock:
            event = Event(time, priority, next(self._sequence_generator), action, argument, kwargs)
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_sentinel):
        """Add an event for some time from now."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Take an event out; ValueError if it is not there."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        """True if no events are left."""
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Call the events as they become due.

        Without blocking, only those that are due; returns how long until the next.
        """
        queue = self._queue
        while True:
            with self._lock:
                if not queue:
                    break
                time, priority, sequence, action, argument, kwargs = queue[0]
                now = self.timefunc()
                early = time > now
                if not early:
                    heapq.heappop(queue)
            if early:
                if not blocking:
                    return time - now
                self.delayfunc(time - now)
            else:
                action(*argument, **kwargs)
                self.delayfunc(0)   # let other threads run

    @property
    def queue(self):
        """The events in the order in which they will run."""
        with self._lock:
            events = self._queue[:]
        return list(map(heapq.heappop, [events] * len(events)))
