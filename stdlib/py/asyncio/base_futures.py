"""What all kinds of futures share."""

__all__ = ()

import reprlib

from . import format_helpers

_PENDING = 'PENDING'
_CANCELLED = 'CANCELLED'
_FINISHED = 'FINISHED'


def isfuture(obj):
    """Whether the object behaves as a future."""
    return (hasattr(obj.__class__, '_asyncio_future_blocking')
            and obj._asyncio_future_blocking is not None)


def _format_callbacks(callbacks):
    def one(callback):
        return format_helpers._format_callback_source(callback, ())

    functions = [pair[0] for pair in callbacks]
    match functions:
        case []:
            inner = ''
        case [only]:
            inner = one(only)
        case [first, second]:
            inner = f'{one(first)}, {one(second)}'
        case [first, *middle, last]:
            inner = f'{one(first)}, <{len(middle)} more>, {one(last)}'
    return f'cb=[{inner}]'


def _future_repr_info(future):
    info = [future._state.lower()]
    if future._state == _FINISHED:
        if future._exception is not None:
            info.append(f'exception={future._exception!r}')
        else:
            info.append(f'result={reprlib.repr(future._result)}')
    if future._callbacks:
        info.append(_format_callbacks(future._callbacks))
    if future._source_traceback:
        frame = future._source_traceback[-1]
        info.append(f'created at {frame[0]}:{frame[1]}')
    return info


@reprlib.recursive_repr()
def _future_repr(future):
    return f'<{future.__class__.__name__} {" ".join(_future_repr_info(future))}>'
