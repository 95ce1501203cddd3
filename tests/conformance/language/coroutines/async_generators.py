"""Async generators driven by hand: anext, asend, athrow, aclose."""


class Tick:
    def __init__(self, label):
        self.label = label

    def __await__(self):
        return (yield self.label)


def run(awaitable):
    """Drive an awaitable to its end, printing what it asks for."""
    iterator = awaitable.__await__()
    while True:
        try:
            print("tick", next(iterator))
        except StopIteration as stop:
            return stop.value


async def numbers(n):
    try:
        for i in range(n):
            await Tick(f"before {i}")
            got = yield i
            if got:
                print("got", got)
    except ValueError as error:
        print("caught", error)
        yield "recovered"
    finally:
        await Tick("cleanup")
        print("finally")


a = numbers(3)
print(type(a).__name__, a.__name__, a.ag_running, a.ag_frame is not None)
print(run(a.__anext__()))
print(run(a.asend("hello")))
print(run(anext(a)))
try:
    run(anext(a))
except StopAsyncIteration as end:
    print("end", end.args)
print(run(anext(a, "default")))

b = numbers(2)
run(anext(b))
print(run(b.athrow(ValueError("in"))))
try:
    run(anext(b))
except StopAsyncIteration:
    print("stopped")

c = numbers(2)
run(anext(c))
print(run(c.aclose()))
try:
    run(anext(c))
except StopAsyncIteration:
    print("closed")


async def consume():
    out = []
    async for x in numbers(2):
        out.append(x)
    else:
        out.append("else")
    out += [x async for x in numbers(2)]
    out.append({x: x * x async for x in numbers(1)})
    out.append(sorted({x async for x in numbers(1) if x == 0}))
    gen = (x + 100 async for x in numbers(1))
    out.append(type(gen).__name__)
    async for x in gen:
        out.append(x)
    return out


print(run(consume()))


async def asends_to_fresh():
    try:
        await numbers(1).asend(5)
    except TypeError as error:
        print(error)


run(asends_to_fresh())


class AIter:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


async def loops():
    async for i in AIter(4):
        if i == 2:
            continue
        if i == 0:
            break
        print("i", i)
    return [x async for x in AIter(3)], aiter(AIter(1)).n


print(run(loops()))


class NoAnext:
    def __aiter__(self):
        return 5


class NotAwaitable(AIter):
    def __anext__(self):
        return 5


async def bad(thing):
    async for _ in thing:
        pass


for thing in [1], NoAnext(), NotAwaitable(1):
    try:
        run(bad(thing))
    except TypeError as error:
        print(error)
