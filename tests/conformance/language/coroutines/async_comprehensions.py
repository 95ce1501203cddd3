"""Async comprehensions of all kinds, nested, with awaits inside."""


class Ask:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield
        return self.value


def run(coroutine):
    while True:
        try:
            coroutine.send(None)
        except StopIteration as stop:
            return stop.value


async def arange(n):
    for i in range(n):
        await Ask(None)
        yield i


async def double(x):
    return await Ask(x * 2)


async def lists():
    print([x async for x in arange(4)])
    print([await double(x) for x in range(3)])
    print([await double(x) async for x in arange(3) if await Ask(x != 1)])
    print([(x, y) async for x in arange(2) for y in "ab"])
    print([(x, y) for x in "ab" async for y in arange(2)])
    print([[y async for y in arange(x)] for x in range(3)])
    print([[y for y in range(x)] async for x in arange(3)])


async def others():
    print({x async for x in arange(3)})
    print({x: await double(x) async for x in arange(3)})
    print(await Ask([x async for x in arange(1)]))
    generator = (await double(x) for x in range(3))
    print(type(generator).__name__, [x async for x in generator])
    nested = ([y async for y in arange(x)] async for x in arange(3))
    print([x async for x in nested])
    print(sum([x async for x in arange(5)]), max([await double(1), await double(3)]))
    print(*[x async for x in arange(2)], f"{await double(21)}")


async def scope():
    x = "outer"
    inner = [x async for x in arange(2)]
    return x, inner, (lambda: x)()


run(lists())
run(others())
print(run(scope()))
for text in (
    "[x async for x in y]",
    "def f(): [x async for x in y]",
    "def f(): return (x async for x in y)",
    "def f(): await x",
    "async def f(): [await x for x in y]",
    "async def f(): return lambda: await x",
    "async def f(): yield from x",
    "async def f():\n def g(): await x",
    "def f():\n async with x: pass",
    "def f():\n async for x in y: pass",
    "async with x: pass",
    "async def f(): return [i for i in [j async for j in k]]",
    "class C: [x async for x in y]",
    "await = 1",
    "async = 1",
    "async def f(a=await x): pass",
    "async lambda: 1",
    "async x",
):
    try:
        compile(text, "<test>", "exec")
        print("fine:", text)
    except SyntaxError as error:
        print(f"{text!r}: {error.msg}")
