"""Producers and consumers as tasks: queues, limits and an orderly end.

Two producers put orders into a bounded queue, three cooks take them out.
Only two ovens exist, so a semaphore decides who may bake. One bell, an
Event, opens the kitchen for all at once.

What to look for in the output:
  * put() waits while the queue is full: the queue is never longer than 4;
  * never more than two cooks bake at the same time;
  * join() waits until every order is done with, not only taken out;
  * shutdown() ends the cooks: their get() raises QueueShutDown.
"""

import asyncio

ORDERS = 8

longest = 0
baking = 0
most_baking = 0
done = []


async def producer(name, queue):
    global longest
    for number in range(ORDERS):
        await queue.put(f"{name}{number}")
        longest = max(longest, queue.qsize())


async def cook(queue, open_, ovens):
    global baking, most_baking
    await open_.wait()
    while True:
        try:
            order = await queue.get()
        except asyncio.QueueShutDown:
            return
        async with ovens:
            baking += 1
            most_baking = max(most_baking, baking)
            await asyncio.sleep(0.01)
            baking -= 1
        done.append(order)
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=4)
    open_, ovens = asyncio.Event(), asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as tasks:
        for _ in range(3):
            tasks.create_task(cook(queue, open_, ovens))
        producers = [tasks.create_task(producer(name, queue)) for name in "ab"]
        await asyncio.sleep(0.01)
        print("before the kitchen opens:", queue.qsize(), "orders wait, done:", len(done))
        open_.set()
        await asyncio.wait(producers)
        await queue.join()
        queue.shutdown()
    print("orders done:", len(done), "of", 2 * ORDERS, "and each once:", len(set(done)) == len(done))
    print("longest queue:", longest)
    print("ovens in use at most:", most_baking)


asyncio.run(main())
