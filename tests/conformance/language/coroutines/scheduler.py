"""A small event loop written with generators and coroutines: tasks, sleep, events, results."""

import types


@types.coroutine
def switch():
    yield "switch"


@types.coroutine
def wait_for(event):
    while not event.done:
        yield event


class Event:
    def __init__(self):
        self.done, self.value = False, None

    def set(self, value=None):
        self.done, self.value = True, value

    async def wait(self):
        await wait_for(self)
        return self.value


class Task:
    def __init__(self, coroutine, name):
        self.coroutine, self.name, self.result, self.error = coroutine, name, None, None
        self.finished = Event()

    def __await__(self):
        yield from wait_for(self.finished)
        if self.error:
            raise self.error
        return self.result


class Loop:
    def __init__(self):
        self.ready, self.time = [], 0

    def spawn(self, coroutine, name):
        task = Task(coroutine, name)
        self.ready.append(task)
        return task

    def run(self, coroutine):
        main = self.spawn(coroutine, "main")
        while self.ready:
            task = self.ready.pop(0)
            try:
                task.coroutine.send(None)
                self.ready.append(task)
            except StopIteration as stop:
                task.result = stop.value
                task.finished.set()
            except Exception as error:
                task.error = error
                task.finished.set()
                print(f"task {task.name} failed: {error!r}")
            self.time += 1
        return main.result


loop = Loop()


async def worker(name, steps):
    for step in range(steps):
        print(f"{name}:{step}", end=" ")
        await switch()
    return name * steps


async def failing():
    await switch()
    raise LookupError("task error")


async def producer(event):
    await switch()
    await switch()
    event.set("payload")


async def consumer(event):
    return "consumed " + await event.wait()


async def main():
    tasks = [loop.spawn(worker(n, i), n) for i, n in enumerate("abc", 1)]
    results = [await t for t in tasks]
    print(results)
    event = Event()
    c = loop.spawn(consumer(event), "consumer")
    loop.spawn(producer(event), "producer")
    print(await c)
    try:
        await loop.spawn(failing(), "failing")
    except LookupError as error:
        print("main caught", error)
    return "main result"


print(loop.run(main()))
