"""async with: order, suppression, several managers, mixtures."""


class Tick:
    def __await__(self):
        yield "tick"


def run(coroutine):
    ticks = 0
    while True:
        try:
            coroutine.send(None)
            ticks += 1
        except StopIteration as stop:
            return stop.value, ticks


class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    async def __aenter__(self):
        await Tick()
        print("aenter", self.name)
        return self.name

    async def __aexit__(self, kind, value, tb):
        await Tick()
        print("aexit", self.name, kind and kind.__name__, value)
        return self.suppress


class Sync:
    def __enter__(self):
        print("enter")

    def __exit__(self, *exc):
        print("exit")


async def simple():
    async with Manager("a") as a, Manager("b") as b:
        print(a, b)
    async with (
        Manager("c"),
        Manager("d") as d,
    ):
        print(d)
    with Sync():
        async with Manager("inside"):
            await Tick()
    return "done"


print(run(simple()))


async def errors():
    async with Manager("s", suppress=True):
        raise KeyError("swallowed")
    try:
        async with Manager("e"):
            raise ValueError("not swallowed")
    except ValueError as error:
        print("caught", error)
    for i in range(2):
        async with Manager(f"loop{i}"):
            if i == 0:
                continue
            return "returned"


print(run(errors()))


class Plain: ...


async def wrong(thing):
    async with thing:
        pass


async def wrong_sync(thing):
    with thing:
        pass


for thing in Plain(), Sync(), 5:
    try:
        run(wrong(thing))
    except TypeError as error:
        print(error)
try:
    run(wrong_sync(Manager("x")))
except TypeError as error:
    print(error)


class NotAwaitable:
    def __aenter__(self):
        return 5

    def __aexit__(self, *a):
        return 6


class ExitNotAwaitable(NotAwaitable):
    async def __aenter__(self):
        return 1


for thing in NotAwaitable(), ExitNotAwaitable():
    try:
        run(wrong(thing))
    except TypeError as error:
        print(error)


async def cancelled():
    async with Manager("cancelled"):
        try:
            await Tick()
        finally:
            print("inner finally")


c = cancelled()
c.send(None)
c.send(None)
try:
    c.throw(KeyboardInterrupt)
    c.send(None)
except KeyboardInterrupt:
    print("interrupted")
