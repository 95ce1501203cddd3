import types


@types.coroutine
def nop():
    yield 'step'


async def inner():
    return await nop()


async def waiter(c):
    await c


c = inner()
print(c.send(None))
w = waiter(c)
try:
    w.send(None)
except RuntimeError as e:
    print(e)
try:
    c.send('x')
except StopIteration as e:
    print('stop', e.value)
for f in (lambda: c.send(None), lambda: c.throw(ValueError('v')), lambda: c.__await__().throw(ValueError('v'))):
    try:
        f()
    except RuntimeError as e:
        print(e)


async def gen():
    await nop()
    yield 123


step = gen().__aiter__().__anext__()
print(step.__next__())
try:
    step.__next__()
except StopIteration as e:
    print(e.args, e.value)
