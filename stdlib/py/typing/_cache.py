"""Remembering what subscripting gave, and the handling of argument lists around it."""

import functools

__name__ = 'typing'


def _unpack_args(*args):
    # *tuple[int, str] counts as int, str.
    result = []
    for arg in args:
        inner = getattr(arg, '__typing_unpacked_tuple_args__', None)
        if inner is not None and not (inner and inner[-1] is ...):
            result.extend(inner)
        else:
            result.append(arg)
    return result


def _deduplicate(params, *, unhashable_fallback=False):
    try:
        return dict.fromkeys(params)
    except TypeError:
        if not unhashable_fallback:
            raise
    result = []
    for t in params:
        if t not in result:
            result.append(t)
    return result


_cleanups = []


def _tp_cache(func=None, /, *, typed=False):
    # Decorator: remember results; arguments without a hash are not remembered.
    def decorator(func):
        cached = functools.lru_cache(typed=typed)(func)
        _cleanups.append(cached.cache_clear)

        @functools.wraps(func)
        def inner(*args, **kwds):
            try:
                return cached(*args, **kwds)
            except TypeError:
                pass    # unhashable, or a real error, which the next line repeats
            return func(*args, **kwds)

        return inner

    return decorator if func is None else decorator(func)
