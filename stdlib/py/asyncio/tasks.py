"""Tasks, and functions that wait for several things."""

__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED',
           'wait', 'wait_for', 'as_completed', 'sleep', 'gather', 'shield', 'ensure_future',
           'run_coroutine_threadsafe', 'current_task', 'all_tasks', 'create_eager_task_factory',
           'eager_task_factory', '_register_task', '_unregister_task', '_enter_task', '_leave_task')

import concurrent.futures
import functools
import inspect
import math
import types
import weakref

from _asyncio import (Task, all_tasks, create_task, current_task, _enter_task, _leave_task,
                      _register_eager_task, _register_task, _swap_current_task,
                      _unregister_eager_task, _unregister_task)

from . import base_tasks, coroutines, events, exceptions, futures, queues, timeouts

# Tasks that the native table does not hold, and those that take their first step.
_scheduled_tasks = weakref.WeakSet()
_eager_tasks = set()

# There is one implementation, under the names that CPython has for two.
_CTask = _PyTask = Task
_c_current_task = _py_current_task = current_task
_c_all_tasks = _py_all_tasks = all_tasks
_c_enter_task = _py_enter_task = _enter_task
_c_leave_task = _py_leave_task = _leave_task
_c_register_task = _py_register_task = _register_task
_c_unregister_task = _py_unregister_task = _unregister_task
_c_register_eager_task = _py_register_eager_task = _register_eager_task
_c_unregister_eager_task = _py_unregister_eager_task = _unregister_eager_task
_c_swap_current_task = _py_swap_current_task = _swap_current_task

FIRST_COMPLETED = concurrent.futures.FIRST_COMPLETED
FIRST_EXCEPTION = concurrent.futures.FIRST_EXCEPTION
ALL_COMPLETED = concurrent.futures.ALL_COMPLETED


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for tasks and futures; return two sets, of those that are done and of the others."""
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    fs = set(fs)
    if any(coroutines.iscoroutine(f) for f in fs):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    return await _wait(fs, timeout, return_when, events.get_running_loop())


def _release_waiter(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


async def wait_for(fut, timeout):
    """Wait for something awaitable, at most so many seconds; cancel it and raise TimeoutError when time is up."""
    if fut is not None and not futures.isfuture(fut) and not coroutines.iscoroutine(fut):
        if not inspect.isawaitable(fut):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except exceptions.CancelledError as exc:
            raise TimeoutError from exc
    async with timeouts.timeout(timeout):
        return await fut


async def _wait(fs, timeout, return_when, loop):
    assert fs, 'Set of Futures is empty.'
    waiter = loop.create_future()
    timer = None
    if timeout is not None:
        timer = loop.call_later(timeout, _release_waiter, waiter)
    left = len(fs)
    cur_task = current_task()

    def on_completion(f):
        nonlocal left
        left -= 1
        if (left <= 0 or return_when == FIRST_COMPLETED
                or return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None):
            if timer is not None:
                timer.cancel()
            if not waiter.done():
                waiter.set_result(None)
            futures.future_discard_from_awaited_by(f, cur_task)

    for f in fs:
        f.add_done_callback(on_completion)
        futures.future_add_to_awaited_by(f, cur_task)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(on_completion)
            futures.future_discard_from_awaited_by(f, cur_task)

    done, pending = set(), set()
    for f in fs:
        (done if f.done() else pending).add(f)
    return done, pending


async def _cancel_and_wait(fut):
    """Cancel a future and wait until it is done."""
    waiter = events.get_running_loop().create_future()
    release = functools.partial(_release_waiter, waiter)
    fut.add_done_callback(release)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(release)


class _AsCompletedIterator:
    """What as_completed() returns: for the asynchronous loop the futures themselves, for the plain one coroutines."""

    def __init__(self, aws, timeout):
        self._done = queues.Queue()
        self._timeout_handle = None
        loop = events.get_event_loop()
        todo = {ensure_future(aw, loop=loop) for aw in set(aws)}
        for f in todo:
            f.add_done_callback(self._handle_completion)
        if todo and timeout is not None:
            self._timeout_handle = loop.call_later(timeout, self._handle_timeout)
        self._todo = todo
        self._todo_left = len(todo)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._todo_left:
            raise StopAsyncIteration
        assert self._todo_left > 0
        self._todo_left -= 1
        return await self._wait_for_one()

    def __next__(self):
        if not self._todo_left:
            raise StopIteration
        assert self._todo_left > 0
        self._todo_left -= 1
        return self._wait_for_one(resolve=True)

    def _handle_timeout(self):
        for f in self._todo:
            f.remove_done_callback(self._handle_completion)
            self._done.put_nowait(None)
        self._todo.clear()

    def _handle_completion(self, f):
        if not self._todo:
            # Time was up before.
            return
        self._todo.remove(f)
        self._done.put_nowait(f)
        if not self._todo and self._timeout_handle is not None:
            self._timeout_handle.cancel()

    async def _wait_for_one(self, resolve=False):
        f = await self._done.get()
        if f is None:
            raise exceptions.TimeoutError
        return f.result() if resolve else f


def as_completed(fs, *, timeout=None):
    """Iterate over what is awaited, in the order in which it is done."""
    if inspect.isawaitable(fs):
        raise TypeError(f'expects an iterable of awaitables, not {type(fs).__name__}')
    return _AsCompletedIterator(fs, timeout)


@types.coroutine
def __sleep0():
    """Let the loop turn once."""
    yield


async def sleep(delay, result=None):
    """Wait for so many seconds; return the result given."""
    if delay <= 0:
        await __sleep0()
        return result
    if math.isnan(delay):
        raise ValueError('Invalid delay: NaN (not a number)')
    loop = events.get_running_loop()
    future = loop.create_future()
    h = loop.call_later(delay, futures._set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        h.cancel()


def ensure_future(coro_or_future, *, loop=None):
    """A future of something awaitable: a task for a coroutine, a future as it is."""
    if futures.isfuture(coro_or_future):
        if loop is not None and loop is not futures._get_loop(coro_or_future):
            raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
        return coro_or_future
    should_close = True
    if not coroutines.iscoroutine(coro_or_future):
        if not inspect.isawaitable(coro_or_future):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')

        async def _wrap_awaitable(awaitable):
            return await awaitable

        coro_or_future = _wrap_awaitable(coro_or_future)
        should_close = False
    if loop is None:
        loop = events.get_event_loop()
    try:
        return loop.create_task(coro_or_future)
    except RuntimeError:
        if should_close:
            coro_or_future.close()
        raise


class _GatheringFuture(futures.Future):
    """The future of gather(): to cancel it is to cancel its children."""

    def __init__(self, children, *, loop):
        assert loop is not None
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        ret = False
        for child in self._children:
            if child.cancel(msg=msg):
                ret = True
        if ret:
            # All children may end otherwise than by cancellation; this one is cancelled all the same.
            self._cancel_requested = True
        return ret


def gather(*coros_or_futures, return_exceptions=False):
    """A future of the results of all, in their order."""
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer

    loop = events._get_running_loop()
    cur_task = current_task(loop) if loop is not None else None
    finished = 0
    outer = None

    def done_callback(fut, cur_task=cur_task):
        nonlocal finished
        finished += 1
        if cur_task is not None:
            futures.future_discard_from_awaited_by(fut, cur_task)
        if outer is None or outer.done():
            if not fut.cancelled():
                # Marks its exception as seen.
                fut.exception()
            return
        if not return_exceptions:
            if fut.cancelled():
                outer.set_exception(fut._make_cancelled_error())
                return
            exc = fut.exception()
            if exc is not None:
                outer.set_exception(exc)
                return
        if finished < count:
            return
        results = []
        for fut in children:
            if fut.cancelled():
                res = exceptions.CancelledError('' if fut._cancel_message is None else fut._cancel_message)
            else:
                res = fut.exception()
                if res is None:
                    res = fut.result()
            results.append(res)
        if outer._cancel_requested:
            outer.set_exception(fut._make_cancelled_error())
        else:
            outer.set_result(results)

    known = {}
    children = []
    count = 0
    done_before = []
    loop = None
    for arg in coros_or_futures:
        if arg not in known:
            fut = ensure_future(arg, loop=loop)
            if loop is None:
                loop = futures._get_loop(fut)
            if fut is not arg:
                # Nobody else can know it.
                fut._log_destroy_pending = False
            count += 1
            known[arg] = fut
            if fut.done():
                done_before.append(fut)
            else:
                if cur_task is not None:
                    futures.future_add_to_awaited_by(fut, cur_task)
                fut.add_done_callback(done_callback)
        else:
            fut = known[arg]
        children.append(fut)

    outer = _GatheringFuture(children, loop=loop)
    # Eager tasks may be done already.
    for fut in done_before:
        done_callback(fut)
    return outer


def _log_on_exception(fut):
    if fut.cancelled():
        return
    exc = fut.exception()
    if exc is None:
        return
    context = {
        'message': f'{exc.__class__.__name__} exception in shielded future',
        'exception': exc,
        'future': fut,
    }
    if fut._source_traceback:
        context['source_traceback'] = fut._source_traceback
    fut._loop.call_exception_handler(context)


def shield(arg):
    """A future that can be cancelled without cancelling what it waits for."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    loop = futures._get_loop(inner)
    outer = loop.create_future()
    cur_task = current_task(loop) if loop is events._get_running_loop() else None
    if cur_task is not None:
        futures.future_add_to_awaited_by(inner, cur_task)

    def _clear_awaited_by_callback(inner):
        futures.future_discard_from_awaited_by(inner, cur_task)

    def _inner_done_callback(inner):
        if outer.cancelled():
            return
        if inner.cancelled():
            outer.cancel()
            return
        exc = inner.exception()
        if exc is not None:
            outer.set_exception(exc)
        else:
            outer.set_result(inner.result())

    def _outer_done_callback(outer):
        if not inner.done():
            inner.remove_done_callback(_inner_done_callback)
            # Nobody else will see its exception.
            inner.remove_done_callback(_log_on_exception)
            inner.add_done_callback(_log_on_exception)

    if cur_task is not None:
        inner.add_done_callback(_clear_awaited_by_callback)
    inner.add_done_callback(_inner_done_callback)
    outer.add_done_callback(_outer_done_callback)
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Run a coroutine in a loop of another thread; return a future of concurrent.futures."""
    if not coroutines.iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    future = concurrent.futures.Future()

    def callback():
        try:
            futures._chain_future(ensure_future(coro, loop=loop), future)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if future.set_running_or_notify_cancel():
                future.set_exception(exc)
            raise

    loop.call_soon_threadsafe(callback)
    return future


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks take their first step at once."""

    def factory(loop, coro, *, eager_start=True, **kwargs):
        return custom_task_constructor(coro, loop=loop, eager_start=eager_start, **kwargs)

    return factory


eager_task_factory = create_eager_task_factory(Task)
eager_task_factory.__name__ = 'eager_task_factory'
eager_task_factory.__qualname__ = 'eager_task_factory'
