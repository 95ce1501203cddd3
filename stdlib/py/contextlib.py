"""Tools for the with statement.

Owns the context managers made from generators, the exit stacks and a handful of
ready-made managers, each also in its asynchronous form.
Invariant: a manager returns true from __exit__ only to swallow the exception.
"""

import sys
from collections import deque
from functools import wraps
from types import GenericAlias, MethodType
import abc

__all__ = ["asynccontextmanager", "contextmanager", "closing", "nullcontext",
           "AbstractContextManager", "AbstractAsyncContextManager",
           "AsyncExitStack", "ContextDecorator", "ExitStack",
           "redirect_stdout", "redirect_stderr", "suppress", "aclosing", "chdir"]


def _has_methods(C, *names):
    mro = C.__mro__
    for name in names:
        for B in mro:
            if name in B.__dict__:
                if B.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


class AbstractContextManager(abc.ABC):
    """Has __enter__ and __exit__."""

    __class_getitem__ = classmethod(GenericAlias)
    __slots__ = ()

    def __enter__(self):
        """Return the object that the with statement binds."""
        return self

    @abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Clean up; a true result swallows the exception."""
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractContextManager:
            return _has_methods(C, "__enter__", "__exit__")
        return NotImplemented


class AbstractAsyncContextManager(abc.ABC):
    """Has __aenter__ and __aexit__."""

    __class_getitem__ = classmethod(GenericAlias)
    __slots__ = ()

    async def __aenter__(self):
        """Return the object that the async with statement binds."""
        return self

    @abc.abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        """Clean up; a true result swallows the exception."""
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractAsyncContextManager:
            return _has_methods(C, "__aenter__", "__aexit__")
        return NotImplemented


def _decorating_form(manager, func):
    # The manager must be entered where the body runs: around each step of a
    # generator or coroutine as a whole, not around the call that only makes it.
    from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction
    if iscoroutinefunction(func):
        @wraps(func)
        async def inner(*args, **kwds):
            with manager._recreate_cm():
                return await func(*args, **kwds)
    elif isasyncgenfunction(func):
        @wraps(func)
        async def inner(*args, **kwds):
            with manager._recreate_cm():
                async with aclosing(func(*args, **kwds)) as generator:
                    async for value in generator:
                        yield value
    elif isgeneratorfunction(func):
        @wraps(func)
        def inner(*args, **kwds):
            with manager._recreate_cm():
                return (yield from func(*args, **kwds))
    else:
        @wraps(func)
        def inner(*args, **kwds):
            with manager._recreate_cm():
                return func(*args, **kwds)
    return inner


class ContextDecorator(object):
    """A mixin by which a context manager also decorates functions."""

    def _recreate_cm(self):
        # One-shot managers return a fresh one for every call.
        return self

    def __call__(self, func):
        return _decorating_form(self, func)


class AsyncContextDecorator(object):
    """A mixin by which an asynchronous context manager also decorates functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction
        if isasyncgenfunction(func):
            @wraps(func)
            async def inner(*args, **kwds):
                async with self._recreate_cm(), aclosing(func(*args, **kwds)) as generator:
                    async for value in generator:
                        yield value
        elif iscoroutinefunction(func):
            @wraps(func)
            async def inner(*args, **kwds):
                async with self._recreate_cm():
                    return await func(*args, **kwds)
        elif isgeneratorfunction(func):
            @wraps(func)
            async def inner(*args, **kwds):
                async with self._recreate_cm():
                    with closing(func(*args, **kwds)) as generator:
                        for value in generator:
                            yield value
        else:
            @wraps(func)
            async def inner(*args, **kwds):
                async with self._recreate_cm():
                    return func(*args, **kwds)
        return inner


class _GeneratorContextManagerBase:
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        doc = getattr(func, "__doc__", None)
        if doc is None:
            doc = type(self).__doc__
        self.__doc__ = doc

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)


def _is_wrapped_stop(exc, value, stop_class):
    # The generator did not catch a StopIteration thrown in; the interpreter
    # turned it into this RuntimeError on the way out.
    return isinstance(value, stop_class) and exc.__cause__ is value


class _GeneratorContextManager(_GeneratorContextManagerBase, AbstractContextManager,
                               ContextDecorator):
    """The manager that @contextmanager makes of a generator."""

    def __enter__(self):
        # What would only keep arguments alive is not needed from here on.
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                self.gen.close()
        if value is None:
            value = typ()
        try:
            self.gen.throw(value)
        except StopIteration as exc:
            # Swallowed, unless it is the very exception of the with body.
            return exc is not value
        except RuntimeError as exc:
            if exc is not value and not _is_wrapped_stop(exc, value, StopIteration):
                raise
            value.__traceback__ = traceback
            return False
        except BaseException as exc:
            if exc is not value:
                raise
            exc.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after throw()")
        finally:
            self.gen.close()


class _AsyncGeneratorContextManager(_GeneratorContextManagerBase, AbstractAsyncContextManager,
                                    AsyncContextDecorator):
    """The manager that @asynccontextmanager makes of an asynchronous generator."""

    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                await self.gen.aclose()
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as exc:
            return exc is not value
        except RuntimeError as exc:
            stops = (StopIteration, StopAsyncIteration)
            if exc is not value and not _is_wrapped_stop(exc, value, stops):
                raise
            value.__traceback__ = traceback
            return False
        except BaseException as exc:
            if exc is not value:
                raise
            exc.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after athrow()")
        finally:
            await self.gen.aclose()


def contextmanager(func):
    """Decorator: make a context manager of a generator that yields once.

    What precedes the yield is the entry, what follows it the exit.
    """
    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


def asynccontextmanager(func):
    """Decorator: contextmanager() for asynchronous generators and async with."""
    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)

    return helper


class closing(AbstractContextManager):
    """Calls thing.close() at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing(AbstractAsyncContextManager):
    """Awaits thing.aclose() at the end."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class _RedirectStream(AbstractContextManager):
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    """Sends what goes to sys.stdout to another file meanwhile."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Sends what goes to sys.stderr to another file meanwhile."""

    _stream = "stderr"


class suppress(AbstractContextManager):
    """Swallows exceptions of the given classes, within groups too."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        if exctype is None:
            return
        if issubclass(exctype, self._exceptions):
            return True
        if issubclass(exctype, BaseExceptionGroup):
            match, rest = excinst.split(self._exceptions)
            if rest is None:
                return True
            raise rest
        return False


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing; stands where a manager is wanted."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class chdir(AbstractContextManager):
    """Works in another directory meanwhile; not for several threads at once."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os
        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os
        os.chdir(self._old_cwd.pop())


# ---- exit stacks ------------------------------------------------------------

_absent = object()


def _lookup_special(obj, name, default):
    # As the interpreter looks methods up: on the type alone.
    cls = type(obj)
    method = getattr(cls, name, _absent)
    if method is _absent:
        return default
    for base in cls.__mro__:
        if name in base.__dict__:
            raw = base.__dict__[name]
            get = getattr(type(raw), '__get__', None)
            return raw if get is None else get(raw, obj, cls)
    return MethodType(method, obj)


def _special_pair(obj, enter_name, exit_name, protocol):
    cls = type(obj)
    enter = _lookup_special(obj, enter_name, None)
    leave = _lookup_special(obj, exit_name, None)
    if enter is None or leave is None:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does "
                        f"not support the {protocol} protocol")
    return enter, leave


class _BaseExitStack:
    """What the two exit stacks share: a stack of (is it synchronous, callback)."""

    def __init__(self):
        self._exit_callbacks = deque()

    def pop_all(self):
        """Hand everything over to a new stack."""
        other = type(self)()
        other._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = deque()
        return other

    def push(self, exit):
        """Add a manager's __exit__, or a function called like one."""
        method = _lookup_special(exit, '__exit__', None)
        self._push_exit_callback(exit if method is None else method)
        return exit

    def enter_context(self, cm):
        """Enter a manager now, leave it when the stack unwinds."""
        enter, leave = _special_pair(cm, '__enter__', '__exit__', 'context manager')
        result = enter()
        self._push_exit_callback(leave)
        return result

    def callback(self, callback, /, *args, **kwds):
        """Call a function when the stack unwinds; it does not see the exception."""
        def _exit_wrapper(exc_type, exc, tb):
            callback(*args, **kwds)

        _exit_wrapper.__wrapped__ = callback
        self._push_exit_callback(_exit_wrapper)
        return callback

    def _push_exit_callback(self, callback, is_sync=True):
        self._exit_callbacks.append((is_sync, callback))


def _fix_context(new_exc, old_exc, frame_exc):
    # Callbacks run one after the other, yet the contexts should read as if the
    # with statements were nested: hang old_exc where the chain ends.
    while True:
        context = new_exc.__context__
        if context is None or context is old_exc:
            return
        if context is frame_exc:
            break
        new_exc = context
    new_exc.__context__ = old_exc


class ExitStack(_BaseExitStack, AbstractContextManager):
    """A stack of exits, filled at run time, unwound at the end."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        exc = exc_details[1]
        received = exc is not None
        frame_exc = sys.exception()
        swallowed = pending = False
        while self._exit_callbacks:
            _, callback = self._exit_callbacks.pop()
            try:
                details = (None, None, None) if exc is None else (
                    type(exc), exc, exc.__traceback__)
                if callback(*details):
                    swallowed, pending, exc = True, False, None
            except BaseException as new_exc:
                _fix_context(new_exc, exc, frame_exc)
                pending, exc = True, new_exc
        if pending:
            # Raising sets the context anew: put the one worked out above back.
            context = exc.__context__
            try:
                raise exc
            except BaseException:
                exc.__context__ = context
                raise
        return received and swallowed

    def close(self):
        """Unwind now."""
        self.__exit__(None, None, None)


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    """An ExitStack that also takes asynchronous managers and callbacks."""

    async def enter_async_context(self, cm):
        """Enter an asynchronous manager now, leave it when the stack unwinds."""
        enter, leave = _special_pair(cm, '__aenter__', '__aexit__',
                                     'asynchronous context manager')
        result = await enter()
        self._push_exit_callback(leave, False)
        return result

    def push_async_exit(self, exit):
        """Add a manager's __aexit__, or a coroutine function called like one."""
        method = _lookup_special(exit, '__aexit__', None)
        self._push_exit_callback(exit if method is None else method, False)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        """Await a coroutine function when the stack unwinds."""
        async def _exit_wrapper(exc_type, exc, tb):
            await callback(*args, **kwds)

        _exit_wrapper.__wrapped__ = callback
        self._push_exit_callback(_exit_wrapper, False)
        return callback

    async def aclose(self):
        """Unwind now."""
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        exc = exc_details[1]
        received = exc is not None
        frame_exc = sys.exception()
        swallowed = pending = False
        while self._exit_callbacks:
            is_sync, callback = self._exit_callbacks.pop()
            try:
                details = (None, None, None) if exc is None else (
                    type(exc), exc, exc.__traceback__)
                stop = callback(*details)
                if not is_sync:
                    stop = await stop
                if stop:
                    swallowed, pending, exc = True, False, None
            except BaseException as new_exc:
                _fix_context(new_exc, exc, frame_exc)
                pending, exc = True, new_exc
        if pending:
            # Raising sets the context anew: put the one worked out above back.
            context = exc.__context__
            try:
                raise exc
            except BaseException:
                exc.__context__ = context
                raise
        return received and swallowed
