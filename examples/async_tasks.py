"""Tasks: many things that wait at the same time, in one thread.

A coroutine gives up its turn at each await. The event loop runs whichever
coroutine can go on, so the waiting of one is the working time of another.

What to look for in the output:
  * one after the other, three naps of 0.1 s take 0.3 s; as tasks, 0.1 s;
  * gather() returns results in the order of its arguments, as_completed()
    in the order in which they come;
  * a task that is cancelled gets CancelledError at its await, and can tidy
    up in `finally`;
  * when one task of a TaskGroup fails, the others are cancelled, and the
    errors come out together, in an ExceptionGroup;
  * a timeout cancels what is still waiting.
"""

import asyncio
import time


async def nap(name, seconds):
    await asyncio.sleep(seconds)
    return name


async def one_after_the_other():
    start = time.perf_counter()
    for name in "abc":
        await nap(name, 0.1)
    print(f"one after the other: {time.perf_counter() - start:.1f} s")


async def together():
    start = time.perf_counter()
    results = await asyncio.gather(nap("slow", 0.1), nap("slower", 0.1), nap("slowest", 0.1))
    print(f"together: {time.perf_counter() - start:.1f} s, {results}")


async def as_they_come():
    naps = [nap("third", 0.15), nap("first", 0.05), nap("second", 0.1)]
    print("as they come:", [await done for done in asyncio.as_completed(naps)])


async def careful():
    try:
        await asyncio.sleep(60)
    finally:
        print("  tidying up")


async def cancelled():
    task = asyncio.create_task(careful(), name="careful")
    await asyncio.sleep(0)                  # lets the task begin
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print(f"{task.get_name()} was cancelled: {task.cancelled()}")


async def fail(after):
    await asyncio.sleep(after)
    raise ValueError(f"failed after {after} s")


async def group():
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(fail(0.05))
            tasks.create_task(careful())
    except* ValueError as errors:
        print("the group ends with", errors.exceptions)


async def in_time():
    try:
        async with asyncio.timeout(0.05):
            await nap("too long", 60)
    except TimeoutError:
        print("time is up")


async def main():
    await one_after_the_other()
    await together()
    await as_they_come()
    await cancelled()
    await group()
    await in_time()


asyncio.run(main())
