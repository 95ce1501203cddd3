"""The event loop that waits for descriptors."""

__all__ = 'BaseSelectorEventLoop',

import weakref

from _asyncio import Poller

from . import base_events, events
from ._socket_calls import _SocketCalls
from ._socket_transports import _SelectorDatagramTransport, _SelectorSocketTransport, _SelectorTransport


def _fileobj_to_fd(fileobj):
    """The number of a descriptor or of something that has one."""
    if isinstance(fileobj, int):
        fd = fileobj
    else:
        try:
            fd = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f'Invalid file object: {fileobj!r}') from None
    if fd < 0:
        raise ValueError(f'Invalid file descriptor: {fd}')
    return fd


class BaseSelectorEventLoop(_SocketCalls, base_events.BaseEventLoop):
    """An event loop on a poller."""

    def __init__(self, selector=None):
        super().__init__()
        self._selector = Poller() if selector is None else selector
        # The transport objects by descriptor.
        self._transports = weakref.WeakValueDictionary()

    def close(self):
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        if self.is_closed():
            return
        super().close()
        if self._selector is not None:
            self._selector.close()
            self._selector = None

    def _ensure_fd_no_transport(self, fd):
        fd = _fileobj_to_fd(fd)
        transport = self._transports.get(fd)
        if transport is not None and not transport.is_closing():
            raise RuntimeError(f'File descriptor {fd!r} is used by transport {transport!r}')
        return fd

    def _add_reader(self, fd, callback, *args):
        self._check_closed()
        fd = _fileobj_to_fd(fd)
        handle = events.Handle(callback, args, self, None)
        reader, writer = self._selector.get(fd) or (None, None)
        self._selector.set(fd, handle, writer)
        if reader is not None:
            reader.cancel()
        return handle

    def _remove_reader(self, fd):
        if self.is_closed():
            return False
        fd = _fileobj_to_fd(fd)
        reader, writer = self._selector.get(fd) or (None, None)
        if reader is None:
            return False
        self._selector.set(fd, None, writer)
        reader.cancel()
        return True

    def _add_writer(self, fd, callback, *args):
        self._check_closed()
        fd = _fileobj_to_fd(fd)
        handle = events.Handle(callback, args, self, None)
        reader, writer = self._selector.get(fd) or (None, None)
        self._selector.set(fd, reader, handle)
        if writer is not None:
            writer.cancel()
        return handle

    def _remove_writer(self, fd):
        if self.is_closed():
            return False
        fd = _fileobj_to_fd(fd)
        reader, writer = self._selector.get(fd) or (None, None)
        if writer is None:
            return False
        self._selector.set(fd, reader, None)
        writer.cancel()
        return True

    def add_reader(self, fd, callback, *args):
        """Call a function whenever the descriptor can be read."""
        self._add_reader(self._ensure_fd_no_transport(fd), callback, *args)

    def remove_reader(self, fd):
        """Undo add_reader()."""
        return self._remove_reader(self._ensure_fd_no_transport(fd))

    def add_writer(self, fd, callback, *args):
        """Call a function whenever the descriptor can be written."""
        self._add_writer(self._ensure_fd_no_transport(fd), callback, *args)

    def remove_writer(self, fd):
        """Undo add_writer()."""
        return self._remove_writer(self._ensure_fd_no_transport(fd))
