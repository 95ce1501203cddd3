"""send, throw and close: the coroutine side of generators."""


def averager():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        if value is None:
            return count, average
        total += value
        count += 1
        average = total / count


a = averager()
print(next(a), a.send(10), a.send(20), a.send(33))
try:
    a.send(None)
except StopIteration as stop:
    print(stop.value)
try:
    averager().send(1)
except TypeError as error:
    print(error)


def resilient():
    while True:
        try:
            got = yield "ready"
            print("got", got)
        except ValueError as error:
            print("caught", repr(error))
            yield "recovered"
        finally:
            print("finally")


r = resilient()
print(next(r))
print(r.send(1))
print(r.throw(ValueError("thrown")))
print(next(r))
try:
    r.throw(KeyError("out"))
except KeyError as error:
    print("propagated", repr(error))
print(list(r))


def closing():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closing")
        raise
    finally:
        print("cleanup")


c = closing()
next(c)
print(c.close(), c.close())


def returns_on_close():
    try:
        yield
    except GeneratorExit:
        return "closed value"


c = returns_on_close()
next(c)
print(c.close())


def stubborn():
    try:
        yield "no"
    except GeneratorExit:
        print("ignored")
        yield "still here"


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)
never = closing()
print(never.close())
try:
    next(never)
except StopIteration:
    print("closed before the start")
fresh = closing()
try:
    fresh.throw(ValueError("at the start"))
except ValueError as error:
    print(error)
print(list(fresh))
for args in (5,), ("a",), (ValueError,), (ValueError("v"),), ():
    try:
        averager().throw(*args)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


def close_error():
    try:
        yield
    finally:
        raise OSError("in finally")


e = close_error()
next(e)
try:
    e.close()
except OSError as error:
    print(error, repr(error.__context__))
print(list(s))
