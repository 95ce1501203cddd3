"""What counts as a coroutine, and how coroutines are shown."""

__all__ = 'iscoroutinefunction', 'iscoroutine'

import collections.abc
import inspect
import os
import sys
import types


def _is_debug_mode():
    if sys.flags.dev_mode:
        return True
    return not sys.flags.ignore_environment and bool(os.environ.get('PYTHONASYNCIODEBUG'))


_is_coroutine = object()


def iscoroutinefunction(func):
    """Whether calling the function makes a coroutine."""
    import warnings
    warnings._deprecated('asyncio.iscoroutinefunction',
                         f'{warnings._DEPRECATED_MSG}; use inspect.iscoroutinefunction() instead',
                         remove=(3, 16))
    return _iscoroutinefunction(func)


def _iscoroutinefunction(func):
    return (inspect.iscoroutinefunction(func)
            or getattr(func, '_is_coroutine', None) is _is_coroutine)


_COROUTINE_TYPES = (types.CoroutineType, collections.abc.Coroutine)
_iscoroutine_typecache = set()


def iscoroutine(obj):
    """Whether the object is a coroutine."""
    if type(obj) in _iscoroutine_typecache:
        return True
    if isinstance(obj, _COROUTINE_TYPES):
        if len(_iscoroutine_typecache) < 100:
            _iscoroutine_typecache.add(type(obj))
        return True
    return False


def _format_coroutine(coro):
    assert iscoroutine(coro)

    name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None)
    if not name:
        # Objects of other compilers may have neither.
        name = f'<{type(coro).__name__} without __name__>'
    name = f'{name}()'

    running = getattr(coro, 'cr_running', None)
    if running is None:
        running = getattr(coro, 'gi_running', False)

    code = getattr(coro, 'cr_code', None) or getattr(coro, 'gi_code', None)
    if not code:
        return f'{name} running' if running else name

    frame = getattr(coro, 'gi_frame', None) or getattr(coro, 'cr_frame', None)
    filename = code.co_filename or '<empty co_filename>'
    if frame is None:
        return f'{name} done, defined at {filename}:{code.co_firstlineno}'

    return f'{name} running at {filename}:{frame.f_lineno}'
