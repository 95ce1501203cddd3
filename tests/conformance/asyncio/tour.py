# A tour: waiting, cancelling, time limits, groups, queues, threads, eager tasks.
import asyncio, contextvars, sys
async def child(n, d=0):
    await asyncio.sleep(d)
    if n < 0: raise ValueError(n)
    return n
async def main():
    print(await asyncio.gather(child(1), child(2)))
    try: await asyncio.gather(child(1), child(-2))
    except ValueError as e: print('VE', e)
    print(await asyncio.gather(child(1), child(-2), return_exceptions=True))
    t = asyncio.create_task(child(5, 10), name='sleeper')
    await asyncio.sleep(0)
    print(t.get_name(), t.cancelling(), t.cancel('msg'), t.cancelling())
    try: await t
    except asyncio.CancelledError as e: print('cancelled', e.args, t.cancelled())
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(10)
    except TimeoutError as e: print('timeout', repr(e), repr(e.__cause__))
    try: await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except TimeoutError as e: print('wait_for', repr(e))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child(1)); tg.create_task(child(-7)); tg.create_task(child(3, 10))
    except* ValueError as eg: print(eg, eg.exceptions)
    q = asyncio.Queue(2)
    async def prod():
        for i in range(5): await q.put(i)
        q.shutdown()
    async def cons():
        out = []
        while True:
            try: out.append(await q.get())
            except asyncio.QueueShutDown: return out
    print(await asyncio.gather(prod(), cons()))
    print(await asyncio.to_thread(lambda: 42))
    f = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(f.set_result, 3)
    print(await f, f)
    async for x in asyncio.as_completed([child(1, .02), child(2, .01)]): print('done', await x)
    print(len(asyncio.all_tasks()), asyncio.current_task().get_coro().__name__)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(sorted(context), repr(context['exception'])))
    loop.call_soon(lambda: 1/0)
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    try: await asyncio.shield(child(-1))
    except ValueError as e: print('shield', e)
    lock = asyncio.Lock()
    async with lock: print(lock.locked())
    loop.set_task_factory(asyncio.eager_task_factory)
    t = asyncio.create_task(child(9, 0)); print(t.done()); print(await t)
    def thr(): return asyncio.run_coroutine_threadsafe(child(4), loop).result()
    print(await asyncio.to_thread(thr))
asyncio.run(main())
