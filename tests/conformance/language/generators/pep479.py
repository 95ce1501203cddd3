"""StopIteration inside generators becomes RuntimeError; elsewhere it ends the loop."""


def raises_stop():
    yield 1
    raise StopIteration("leaked")


try:
    for value in raises_stop():
        print(value)
except RuntimeError as error:
    print(error, "|", repr(error.__cause__), repr(error.__context__), error.__suppress_context__)


def exhausts():
    it = iter([])
    yield next(it)


try:
    list(exhausts())
except RuntimeError as error:
    print(error)


def caught():
    try:
        yield next(iter(()))
    except StopIteration:
        yield "caught inside"


print(list(caught()))


def wraps_next():
    try:
        raise StopIteration
    finally:
        print("finally")
    yield


try:
    next(wraps_next())
except RuntimeError as error:
    print(error)
try:
    list(next(iter(())) for _ in [1])
except RuntimeError as error:
    print(error)
# In a list comprehension there is no generator in between.
try:
    [next(iter(())) for _ in [1]]
except StopIteration as error:
    print("StopIteration from a list comprehension", error.value)


class EndsEarly:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


for _ in EndsEarly():
    print("never")
print(list(map(lambda x: next(iter(())), [1, 2])))


def throws():
    yield
    yield


g = throws()
next(g)
try:
    g.throw(StopIteration("thrown in"))
except RuntimeError as error:
    print(error, repr(error.__cause__))


async def coroutine():
    raise StopIteration


try:
    coroutine().send(None)
except RuntimeError as error:
    print(error)


async def agen():
    yield 1
    raise StopAsyncIteration


async def agen2():
    yield 1
    raise StopIteration


for make in agen, agen2:
    a = make()
    try:
        a.__anext__().send(None)
    except StopIteration as stop:
        print("value", stop.value)
    try:
        a.__anext__().send(None)
    except RuntimeError as error:
        print(error)
print(StopIteration().value, StopIteration(1).value, StopIteration(1, 2).value, StopIteration((1, 2)).value)
s = StopIteration(1)
s.value = "changed"
print(s.value, s.args)
