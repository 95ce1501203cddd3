"""A program is cancelled at its n-th await, for every n: what it tidies up, and what is left over."""

import asyncio
import types


@types.coroutine
def turn():
    yield


async def step(log, name, turns=1):
    try:
        for _ in range(turns):
            await turn()
        log.append(name)
    except asyncio.CancelledError:
        log.append(f'{name}!')
        raise
    finally:
        log.append(f'{name}.')


class Manager:
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        await step(self.log, 'enter')

    async def __aexit__(self, kind, exc, tb):
        await turn()
        self.log.append(f'exit({kind and kind.__name__})')


async def numbers(log):
    try:
        for i in range(2):
            await turn()
            yield i
    finally:
        log.append('generator')


async def program(log):
    lock, queue, event = asyncio.Lock(), asyncio.Queue(1), asyncio.Event()
    async with lock:
        await step(log, 'locked')
    async with Manager(log):
        await step(log, 'managed', 2)
    async for i in numbers(log):
        log.append(i)
    loop = asyncio.get_running_loop()
    loop.call_soon(event.set)
    await event.wait()
    await queue.put(1)
    loop.call_soon(queue.get_nowait)
    await queue.put(2)
    log.append(await queue.get())
    log.append(await asyncio.gather(step(log, 'a'), step(log, 'b', 2)))
    async with asyncio.TaskGroup() as group:
        group.create_task(step(log, 'c'))
        group.create_task(step(log, 'd', 2))
    done, pending = await asyncio.wait([asyncio.ensure_future(step(log, 'e'))])
    log.append((len(done), len(pending)))
    await asyncio.shield(step(log, 'f'))
    async with asyncio.timeout(60):
        await step(log, 'g')
    return 'end'


async def main():
    n = 0
    while True:
        log = []
        task = asyncio.create_task(program(log))
        for _ in range(n):
            await turn()
        was_done = task.done()
        task.cancel(f'at {n}')
        try:
            result = await task
        except asyncio.CancelledError as e:
            result = e.args
        for _ in range(4):
            await turn()
        print(n, result, task.cancelled(), task.cancelling(), log, len(asyncio.all_tasks()))
        if was_done:
            break
        n += 1


asyncio.run(main())
