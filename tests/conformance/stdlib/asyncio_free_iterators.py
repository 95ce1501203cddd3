"""Coroutines and async iteration driven by hand, without an event loop."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        received = yield self.value
        return received


async def add(a, b):
    x = await Suspend(a)
    y = await Suspend(b)
    return x + y


def drive(coroutine, answers):
    asked, answer = [], None
    answers = iter(answers)
    try:
        while True:
            asked.append(coroutine.send(answer))
            answer = next(answers)
    except StopIteration as stop:
        return asked, stop.value


print(drive(add("first", "second"), [10, 20]))


async def nested():
    return [await add(n, n + 1) for n in (1, 5)]


print(drive(nested(), [1, 2, 3, 4]))


class Numbers:
    def __init__(self, limit):
        self.n, self.limit = 0, limit

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == self.limit:
            raise StopAsyncIteration
        self.n += 1
        return await Suspend(self.n)


async def collect():
    return [x async for x in Numbers(3)], {k: k async for k in Numbers(2)}, [x async for x in agen() if x != "b"]


async def agen():
    for c in "abc":
        got = yield c
        if got:
            print("got", got)


print(drive(collect(), ["x", "y", "z", 1, 2]))


class Manager:
    async def __aenter__(self):
        print("enter", await Suspend("entering"))
        return self

    async def __aexit__(self, kind, value, trace):
        print("exit", kind and kind.__name__, await Suspend("leaving"))
        return kind is ValueError


async def managed():
    async with Manager():
        print("body")
    async with Manager():
        raise ValueError("swallowed")
    return "after"


print(drive(managed(), [1, 2, 3, 4]))
c = add(1, 2)
attempt(lambda: c.send(5))
c.close()
attempt(lambda: c.send(None))
c = add(1, 2)
print(c.send(None), c.cr_running, c.cr_await is not None, c.cr_code.co_name, type(c).__name__)
attempt(c.throw, KeyError("into it"))
attempt(c.close)


async def catches():
    try:
        await Suspend("waiting")
    except KeyError as error:
        return f"caught {error}"


c = catches()
c.send(None)
try:
    c.throw(KeyError("k"))
except StopIteration as stop:
    print(stop.value)


async def bad_await():
    await 5


async def bad_for():
    async for x in [1]:
        pass


async def bad_with():
    async with 5:
        pass


for f in (bad_await, bad_for, bad_with):
    attempt(f().send, None)
g = agen()
print(drive(anext(g), []), drive(g.asend("sent"), []), drive(anext(g, "default"), []),
    drive(anext(g, "default"), []), drive(g.aclose(), []))
attempt(g.__anext__().send, None)
attempt(anext, 5)
attempt(aiter, 5)
done = catches()
attempt(iter, done)
done.close()
print(drive(anext(aiter(Numbers(1))), ["value"]))
