"""What goes wrong in pickling."""


class PickleError(Exception):
    """Something about pickles went wrong."""


class PicklingError(PickleError):
    """An object cannot be pickled."""


class UnpicklingError(PickleError):
    """A stream is no pickle, or a damaged one."""


for _error in (PickleError, PicklingError, UnpicklingError):
    _error.__module__ = "_pickle"
