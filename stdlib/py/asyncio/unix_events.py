"""The event loop of Unix, which also handles signals."""

__all__ = ('SelectorEventLoop', 'EventLoop')

import errno
import signal
import sys
import warnings

from . import coroutines, events, selector_events
from .base_subprocess import _Children
from .log import logger


class _UnixSelectorEventLoop(_Children, selector_events.BaseSelectorEventLoop):
    """The event loop of Unix."""

    def __init__(self, selector=None):
        super().__init__(selector)
        self._signal_handlers = {}

    def close(self):
        super().close()
        if not sys.is_finalizing():
            for sig in list(self._signal_handlers):
                self.remove_signal_handler(sig)
        elif self._signal_handlers:
            warnings.warn(f'Closing the loop {self!r} on interpreter shutdown stage, skipping signal handlers removal',
                          ResourceWarning, source=self)
            self._signal_handlers.clear()

    def add_signal_handler(self, sig, callback, *args):
        """Call a function when a signal arrives. Only in the main thread."""
        if coroutines.iscoroutine(callback) or coroutines._iscoroutinefunction(callback):
            raise TypeError('coroutines cannot be used with add_signal_handler()')
        self._check_signal(sig)
        self._check_closed()
        handle = events.Handle(callback, args, self, None)
        known = sig in self._signal_handlers
        old = self._signal_handlers.get(sig)
        self._signal_handlers[sig] = handle
        try:
            signal.signal(sig, self._on_signal)
            # Other system calls go on.
            signal.siginterrupt(sig, False)
        except (ValueError, OSError) as exc:
            if known:
                self._signal_handlers[sig] = old
            else:
                del self._signal_handlers[sig]
            if isinstance(exc, ValueError):
                raise RuntimeError(str(exc))
            if exc.errno == errno.EINVAL:
                raise RuntimeError(f'sig {sig} cannot be caught')
            raise

    def _on_signal(self, sig, frame):
        self._handle_signal(sig)

    def _handle_signal(self, sig):
        handle = self._signal_handlers.get(sig)
        if handle is None:
            return
        if handle._cancelled:
            self.remove_signal_handler(sig)
        else:
            self._add_callback_signalsafe(handle)

    def remove_signal_handler(self, sig):
        """Undo add_signal_handler(); return whether there was one."""
        self._check_signal(sig)
        try:
            del self._signal_handlers[sig]
        except KeyError:
            return False
        handler = signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL
        try:
            signal.signal(sig, handler)
        except OSError as exc:
            if exc.errno == errno.EINVAL:
                raise RuntimeError(f'sig {sig} cannot be caught')
            raise
        return True

    def _check_signal(self, sig):
        if not isinstance(sig, int):
            raise TypeError(f'sig must be an int, not {sig!r}')
        if sig not in signal.valid_signals():
            raise ValueError(f'invalid signal number {sig}')


class _UnixDefaultEventLoopPolicy(events._BaseDefaultEventLoopPolicy):
    """One loop for each thread."""

    _loop_factory = _UnixSelectorEventLoop


SelectorEventLoop = _UnixSelectorEventLoop
EventLoop = SelectorEventLoop
_DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
