"""How functions, calls and stacks are shown in reprs and logs."""

import functools
import inspect
import reprlib
import sys
import traceback

from . import constants


def _get_function_source(func):
    func = inspect.unwrap(func)
    if inspect.isfunction(func):
        return func.__code__.co_filename, func.__code__.co_firstlineno
    if isinstance(func, (functools.partial, functools.partialmethod)):
        return _get_function_source(func.func)
    return None


def _format_callback_source(func, args, *, debug=False):
    text = _format_callback(func, args, None, debug=debug)
    source = _get_function_source(func)
    return f'{text} at {source[0]}:{source[1]}' if source else text


def _format_args_and_kwargs(args, kwargs, *, debug=False):
    """The parts between parentheses of a call; without debug mode they stay secret."""
    if not debug:
        return '()'
    items = [reprlib.repr(arg) for arg in args or ()]
    items += [f'{name}={reprlib.repr(arg)}' for name, arg in (kwargs or {}).items()]
    return '({})'.format(', '.join(items))


def _format_callback(func, args, kwargs, *, debug=False, suffix=''):
    if isinstance(func, functools.partial):
        suffix = _format_args_and_kwargs(args, kwargs, debug=debug) + suffix
        return _format_callback(func.func, func.args, func.keywords, debug=debug, suffix=suffix)
    text = getattr(func, '__qualname__', None) or getattr(func, '__name__', None) or repr(func)
    return text + _format_args_and_kwargs(args, kwargs, debug=debug) + suffix


def extract_stack(f=None, limit=None):
    """The stack at a frame, the innermost last, without the lines of the sources yet."""
    if f is None:
        f = sys._getframe().f_back
    if limit is None:
        # Debug mode makes many of these.
        limit = constants.DEBUG_STACK_DEPTH
    stack = traceback.StackSummary.extract(traceback.walk_stack(f), limit=limit, lookup_lines=False)
    stack.reverse()
    return stack


def _extract_here():
    return extract_stack(sys._getframe(1))
