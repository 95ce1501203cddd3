"""Time limits for blocks of code."""

__all__ = 'Timeout', 'timeout', 'timeout_at'

import enum

from . import events, exceptions, tasks


class _State(enum.Enum):
    CREATED = 'created'
    ENTERED = 'active'
    EXPIRING = 'expiring'
    EXPIRED = 'expired'
    EXITED = 'finished'


class Timeout:
    """An asynchronous context manager that cancels its block when time is up, and raises TimeoutError then."""

    def __init__(self, when):
        self._state = _State.CREATED
        self._timeout_handler = None
        self._task = None
        self._when = when

    def when(self):
        """The time of the loop's clock when it expires, None for never."""
        return self._when

    def reschedule(self, when):
        """Change the time."""
        if self._state is not _State.ENTERED:
            if self._state is _State.CREATED:
                raise RuntimeError('Timeout has not been entered')
            raise RuntimeError(f'Cannot change state of {self._state.value} Timeout')
        self._when = when
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
        if when is None:
            self._timeout_handler = None
            return
        loop = events.get_running_loop()
        if when <= loop.time():
            self._timeout_handler = loop.call_soon(self._on_timeout)
        else:
            self._timeout_handler = loop.call_at(when, self._on_timeout)

    def expired(self):
        """Whether time was up."""
        return self._state in (_State.EXPIRING, _State.EXPIRED)

    def __repr__(self):
        info = ['']
        if self._state is _State.ENTERED:
            when = round(self._when, 3) if self._when is not None else None
            info.append(f'when={when}')
        return f'<Timeout [{self._state.value}]{" ".join(info)}>'

    async def __aenter__(self):
        if self._state is not _State.CREATED:
            raise RuntimeError('Timeout has already been entered')
        task = tasks.current_task()
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = _State.ENTERED
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        assert self._state in (_State.ENTERED, _State.EXPIRING)
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
            self._timeout_handler = None
        if self._state is not _State.EXPIRING:
            self._state = _State.EXITED
            return None
        self._state = _State.EXPIRED
        # Somebody else's request to cancel goes before ours.
        if self._task.uncancel() <= self._cancelling and exc_type is not None:
            if issubclass(exc_type, exceptions.CancelledError):
                raise TimeoutError from exc_val
            self._insert_timeout_error(exc_val)
            if isinstance(exc_val, ExceptionGroup):
                for exc in exc_val.exceptions:
                    self._insert_timeout_error(exc)
        return None

    def _on_timeout(self):
        assert self._state is _State.ENTERED
        self._task.cancel()
        self._state = _State.EXPIRING
        self._timeout_handler = None

    @staticmethod
    def _insert_timeout_error(exc_val):
        while exc_val.__context__ is not None:
            context = exc_val.__context__
            if isinstance(context, exceptions.CancelledError):
                te = TimeoutError()
                te.__context__ = te.__cause__ = context
                exc_val.__context__ = te
                break
            exc_val = context


def timeout(delay):
    """A limit of so many seconds from now, None for no limit yet."""
    loop = events.get_running_loop()
    return Timeout(loop.time() + delay if delay is not None else None)


def timeout_at(when):
    """A limit at a time of the loop's clock, None for no limit yet."""
    return Timeout(when)
