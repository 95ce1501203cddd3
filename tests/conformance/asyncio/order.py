"""The order of callbacks, contexts, states of futures and tasks, and what misuse raises."""

import asyncio
import contextvars
import functools

var = contextvars.ContextVar('var', default='unset')


def attempt(f, *args, **kwargs):
    try:
        print(' ', f(*args, **kwargs))
    except BaseException as e:
        print(' ', type(e).__name__, e)


async def futures():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    attempt(f.result)
    attempt(f.exception)
    attempt(f.set_exception, 3)
    attempt(f.set_exception, StopIteration)
    print(repr(f.exception()), repr(f.exception().__cause__))
    attempt(f.set_result, 1)
    print(f.cancel(), f.done(), f.cancelled(), f)

    f = loop.create_future()
    f.add_done_callback(lambda f: print('  called', f.result(), var.get()))
    ctx = contextvars.copy_context()
    ctx.run(var.set, 'in ctx')
    f.add_done_callback(lambda f: print('  called', var.get()), context=ctx)
    gone = lambda f: print('never')
    f.add_done_callback(gone)
    f.add_done_callback(gone)
    print(f.remove_done_callback(gone), len(f._callbacks))
    f.set_result(5)
    print('set')
    await asyncio.sleep(0)

    f = loop.create_future()
    print(f.cancel('why'), f.cancel(), f.cancelled(), f)
    attempt(f.result)
    attempt(f.set_result, 1)
    try:
        await f
    except asyncio.CancelledError as e:
        print(e.args)
    attempt(setattr, f, '_log_traceback', True)
    it = iter(f)
    print(type(it).__name__, asyncio.isfuture(f), asyncio.isfuture(3))


async def ordering():
    loop = asyncio.get_running_loop()
    log = []
    h = loop.call_soon(log.append, 'cancelled')
    loop.call_soon(log.append, 1)
    loop.call_later(0, log.append, 'timer')
    loop.call_soon(lambda: loop.call_soon(log.append, 'nested'))
    loop.call_soon_threadsafe(log.append, 2)
    h.cancel()
    print(h.cancelled(), h)
    tasks = [asyncio.create_task(worker(log, n)) for n in range(3)]
    await asyncio.gather(*tasks)
    print(log)
    now = loop.time()
    late = [loop.call_at(now + d, log.append, d) for d in (3, 1, 2)]
    print(sorted(late) == [late[1], late[2], late[0]], late[0] > late[1], late[0].when() == now + 3)
    for t in late:
        t.cancel()


async def worker(log, n):
    log.append(f'{n} begins')
    var.set(n)
    await asyncio.sleep(0)
    log.append(f'{n} has {var.get()}')


async def fails():
    raise LookupError('x')


class Awaitable:
    def __await__(self):
        x = yield from asyncio.sleep(0, 'slept').__await__()
        return x


class Odd:
    def __await__(self):
        yield 'something odd'


async def odd():
    try:
        await Odd()
    except RuntimeError as e:
        return str(e)


async def tasks():
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(fails(), name='named')
    print(t.get_name(), t.done(), t._state)
    t.set_name(3)
    print(repr(t.get_name()))
    attempt(t.set_result, 1)
    attempt(t.set_exception, ValueError())
    try:
        await t
    except LookupError as e:
        print(repr(e), t.exception() is e)
    print(await Awaitable(), await asyncio.create_task(odd()))
    attempt(asyncio.Task, 3)
    attempt(asyncio.create_task, 3)
    attempt(asyncio.run, 3)
    attempt(loop.run_until_complete, loop.create_future())
    attempt(loop.close)
    attempt(loop.call_later, None, print)
    attempt(loop.set_task_factory, 3)

    async def itself():
        await asyncio.current_task()

    try:
        await asyncio.create_task(itself())
    except RuntimeError as e:
        print(str(e).partition(':')[0])

    async def counted():
        me = asyncio.current_task()
        me.cancel()
        me.cancel()
        print(me.cancelling(), me.uncancel(), me.uncancel(), me.uncancel())
        await asyncio.sleep(0)
        return 'not cancelled'

    print(await asyncio.create_task(counted()))

    class MyTask(asyncio.Task):
        def cancel(self, msg=None):
            print('  my cancel', msg)
            return super().cancel(msg=msg)

    t = MyTask(asyncio.sleep(10), loop=loop)
    await asyncio.sleep(0)
    outer = asyncio.gather(t)
    outer.cancel('from outside')
    try:
        await outer
    except asyncio.CancelledError as e:
        print(e.args, t.cancelled())
    loop.set_task_factory(lambda loop, coro, **kw: MyTask(coro, loop=loop, **kw))
    t = loop.create_task(asyncio.sleep(0, 'made by factory'))
    print(type(t).__name__, await t)
    loop.set_task_factory(None)


async def groups():
    async def boom(n):
        await asyncio.sleep(0)
        raise ValueError(n)

    async def slow(log):
        try:
            await asyncio.sleep(10)
        finally:
            log.append('tidied')

    log = []
    try:
        async with asyncio.TaskGroup() as g:
            for n in range(2):
                g.create_task(boom(n))
            g.create_task(slow(log))
            await asyncio.sleep(10)
    except* ValueError as e:
        print(e.message, [repr(x) for x in e.exceptions], log)
    print(asyncio.current_task().cancelling())
    try:
        async with asyncio.TaskGroup() as g:
            raise KeyError('body')
    except* KeyError as e:
        print(repr(e))
    async with asyncio.TaskGroup() as g:
        t = g.create_task(slow(log))
        await asyncio.sleep(0)
        g.cancel()
        await asyncio.sleep(10)
    print(t.cancelled(), log, g)
    coro = slow(log)
    try:
        g.create_task(coro)
    except RuntimeError as e:
        print(str(e))
    try:
        async with asyncio.timeout(0) as outer:
            async with asyncio.timeout(10) as inner:
                await asyncio.sleep(1)
    except TimeoutError:
        print(outer.expired(), inner.expired(), outer, inner)
    partial = functools.partial(print, 'partial')
    print(asyncio.get_running_loop().call_soon(partial))
    await asyncio.sleep(0)


async def main():
    for part in futures, ordering, tasks, groups:
        print(part.__name__)
        await part()


asyncio.run(main())
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
