"""The event loop: what is behind async and await.

The loop keeps a queue of functions that are ready and a heap of functions
that are due at some time. Turn by turn it calls what is ready. Tasks,
futures, sockets and signals are all built on that.

What to look for in the output:
  * call_soon() keeps the order, and nothing runs before the loop turns;
  * a timer runs when its time has come, whatever was asked for first;
  * a future wakes the coroutine that awaits it, one turn later;
  * other threads may only use call_soon_threadsafe(), which wakes the loop;
  * a descriptor is watched without a thread: here, one end of a pipe;
  * an exception of a callback goes to the loop's exception handler, and the
    loop lives on.
"""

import asyncio
import os
import threading


async def order(loop):
    for number in range(3):
        loop.call_soon(print, "  soon", number)
    print("nothing has run yet")
    await asyncio.sleep(0)                  # one turn of the loop


async def timers(loop):
    done = loop.create_future()
    loop.call_later(0.10, done.set_result, "the late one")
    loop.call_later(0.05, print, "  the early timer, asked for second")
    print("  then", await done)


async def from_a_thread(loop):
    answer = loop.create_future()
    me = threading.get_ident()

    def other_thread():
        same = threading.get_ident() == me
        loop.call_soon_threadsafe(answer.set_result, same)

    thread = threading.Thread(target=other_thread)
    thread.start()
    print("the answer came from the loop's own thread:", await answer)
    thread.join()


async def blocking_work(loop):
    # Work that blocks belongs into a thread of the executor.
    print("from the executor:", await loop.run_in_executor(None, sum, range(1000)))


async def pipe(loop):
    read, write = os.pipe()
    arrived = loop.create_future()

    def readable():
        loop.remove_reader(read)
        arrived.set_result(os.read(read, 100))

    loop.add_reader(read, readable)
    loop.call_later(0.05, os.write, write, b"hello through the pipe")
    print((await arrived).decode())
    os.close(read)
    os.close(write)


async def errors(loop):
    loop.set_exception_handler(lambda loop, context: print("handled:", repr(context["exception"])))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    print("the loop still runs:", loop.is_running())


async def main():
    loop = asyncio.get_running_loop()
    await order(loop)
    await timers(loop)
    await from_a_thread(loop)
    await blocking_work(loop)
    await pipe(loop)
    await errors(loop)


asyncio.run(main())
