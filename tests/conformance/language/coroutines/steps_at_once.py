import types
import warnings


@types.coroutine
def pause(value):
    return (yield value)


async def numbers():
    try:
        yield 1
    except KeyError:
        pass
    while True:
        try:
            await pause(2)
        except KeyError:
            print("KeyError inside")


g = numbers()
try:
    g.asend(None).send(None)
except StopIteration as e:
    print(e.value)
step = g.athrow(KeyError)
print(step.send(None))
for other in (g.asend(None), g.athrow(KeyError), g.aclose()):
    for call in (lambda: other.throw(KeyError), lambda: other.send(None)):
        try:
            call()
        except RuntimeError as e:
            print(e)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    x = numbers().athrow(GeneratorExit, GeneratorExit(), None)
    print([str(w.message) for w in caught])
    try:
        x.send(None)
    except GeneratorExit:
        print("GeneratorExit")
