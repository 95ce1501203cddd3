"""Three mistakes with asyncio, each made visible and then cured.

What to look for in the output:
  * a call that blocks stops every task: the ticker misses its ticks, and
    debug mode says which callback held the loop; to_thread() is the cure;
  * a task that nobody awaits takes its exception along: it comes to light
    through the loop's exception handler, if at all; a TaskGroup is the cure;
  * a coroutine that is called but not awaited never runs: Python warns of
    it once the coroutine is gone; `await` is the cure.
"""

import asyncio
import gc
import logging
import time
import warnings


async def ticker(ticks):
    while True:
        await asyncio.sleep(0.02)
        ticks.append(time.perf_counter())


async def count_ticks(work):
    ticks = []
    task = asyncio.create_task(ticker(ticks))
    await asyncio.sleep(0)
    await work()
    seen = len(ticks)
    task.cancel()
    return seen


async def blocking():
    time.sleep(0.3)                         # holds the only thread there is


async def polite():
    await asyncio.to_thread(time.sleep, 0.3)


class Ear(logging.Handler):
    """Keeps what asyncio logs."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def emit(self, record):
        self.heard.append(record.getMessage())


async def a_blocking_call():
    loop = asyncio.get_running_loop()
    ear = Ear()
    log = logging.getLogger("asyncio")
    log.addHandler(ear)
    log.propagate = False
    loop.set_debug(True)
    ticks = await count_ticks(blocking)
    await asyncio.sleep(0)
    loop.set_debug(False)
    log.removeHandler(ear)
    log.propagate = True
    print("ticks during a blocking call:", ticks)
    print("debug mode complains:", any("Executing" in text for text in ear.heard))
    print("ticks during the same call in a thread, some:", await count_ticks(polite) > 0)


async def fails():
    raise RuntimeError("nobody hears me")


async def a_lost_exception():
    loop = asyncio.get_running_loop()
    reports = []
    loop.set_exception_handler(lambda loop, context: reports.append(context["message"]))

    async def forget():
        asyncio.create_task(fails())        # and forget about it
        await asyncio.sleep(0.01)
        print("the program goes on as if nothing had happened")

    await asyncio.create_task(forget())
    for _ in range(10):
        if not reports:
            await asyncio.sleep(0)
            gc.collect()
    print("when the task is gone:", reports)
    loop.set_exception_handler(None)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(fails())
    except* RuntimeError as errors:
        print("a TaskGroup tells at once:", errors.exceptions)


async def greet():
    print("  hello")


def forget_to_await():
    greet()                                 # makes a coroutine, runs nothing


async def a_forgotten_await():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        forget_to_await()
        for _ in range(10):
            if not caught:
                await asyncio.sleep(0)
                gc.collect()
    print([str(warning.message) for warning in caught])
    await greet()


async def main():
    await a_blocking_call()
    await a_lost_exception()
    await a_forgotten_await()


asyncio.run(main())
