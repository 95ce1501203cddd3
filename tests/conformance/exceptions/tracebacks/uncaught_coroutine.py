"""An error inside coroutines driven by send()."""


class Suspend:
    def __await__(self):
        yield "suspended"


async def leaf(n):
    await Suspend()
    return 1 / n


async def branch(n):
    return 1 + await leaf(n)


async def root():
    async with Manager():
        return await branch(0)


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        print("leaving")


coroutine = root()
print(coroutine.send(None))
coroutine.send(None)
