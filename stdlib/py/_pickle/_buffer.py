"""Memory that a pickle may leave out of its stream."""


class PickleBuffer:
    """A view of an object's memory, for __reduce_ex__ of protocol 5."""

    __slots__ = ("_view", "__weakref__")

    def __init__(self, object, /):
        self._view = memoryview(object)

    def _held(self):
        if self._view is None:
            raise ValueError("operation forbidden on released PickleBuffer object")
        return self._view

    def __buffer__(self, flags, /):
        return memoryview(self._held())

    def raw(self):
        """The memory as a flat view of bytes, in C or Fortran order."""
        view = self._held()
        if not view.contiguous:
            raise BufferError("cannot extract raw buffer from non-contiguous buffer")
        return view.cast("B") if view.format != "B" or view.ndim != 1 else memoryview(view)

    def release(self):
        """Give the memory back."""
        if self._view is not None:
            self._view.release()
            self._view = None


PickleBuffer.__module__ = "pickle"
