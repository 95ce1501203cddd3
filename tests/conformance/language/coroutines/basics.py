"""Coroutines driven by hand with send()."""

import types


@types.coroutine
def suspend(value):
    got = yield value
    return got


async def add(a, b):
    first = await suspend(("add", a))
    return a + b + (first or 0)


async def main():
    x = await add(1, 2)
    print("x", x)
    y = await add(x, await add(10, 20))
    return x, y


def drive(coroutine, *answers):
    answers = iter(answers)
    sent = None
    while True:
        try:
            request = coroutine.send(sent)
        except StopIteration as stop:
            return stop.value
        print("request", request)
        sent = next(answers, None)


print(drive(main(), 100, 5))
c = main()
print(type(c).__name__, c.__name__, c.cr_running, c.cr_frame is not None, c.cr_await, c.cr_suspended)
c.send(None)
print(c.cr_await.__name__, c.cr_suspended)
c.close()
print(c.cr_frame)
try:
    c.send(None)
except RuntimeError as error:
    print(error)


class Awaitable:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        sent = yield f"waiting for {self.value}"
        return self.value, sent


async def uses_awaitable():
    return await Awaitable("A"), await Awaitable("B")


print(drive(uses_awaitable(), 1, 2))


class BadAwait:
    def __await__(self):
        return 5


class ListAwait:
    def __await__(self):
        return iter([1, 2])


async def awaits(thing):
    return await thing


print(drive(awaits(ListAwait())))
for thing in BadAwait(), 5, None, [], (x for x in ()), awaits:
    try:
        drive(awaits(thing))
    except TypeError as error:
        print(error)

done = add(1, 1)
drive(done)
try:
    drive(awaits(done))
except RuntimeError as error:
    print(error)


async def fails():
    try:
        await suspend("before")
    finally:
        print("cleanup")


f = fails()
f.send(None)
try:
    f.throw(ValueError("thrown"))
except ValueError as error:
    print("out:", error)
c = add(1, 2)
try:
    c.__next__
except AttributeError as error:
    print(error)
try:
    iter(c)
except TypeError as error:
    print(error)
c.close()


async def returns_generator_value():
    return (await suspend(1)) * 2


print(drive(returns_generator_value(), 21))
