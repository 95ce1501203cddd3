"""Context managers through contextlib: generators, suppress, ExitStack, closing, nullcontext."""

from contextlib import ContextDecorator, ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as error:
        print("caught", error)
    finally:
        print(f"</{name}>")


with tag("a") as upper:
    print(upper)
with tag("b"):
    raise ValueError("swallowed")
try:
    with tag("c"):
        raise KeyError("passes")
except KeyError as error:
    print("outside", error)


@tag("d")
def decorated(x):
    return x * 2


print(decorated(21), decorated(1))

with suppress(KeyError, IndexError):
    {}["missing"]
    print("never")
with ExitStack() as stack:
    for name in "xy":
        stack.enter_context(tag(name))
    stack.callback(print, "callback", sep="-")
    stack.push(lambda *exc: print("push", exc[0]))
    print("inside")
with ExitStack() as stack:
    stack.enter_context(suppress(ZeroDivisionError))
    1 / 0


class Resource:
    def close(self):
        print("closed")


with closing(Resource()):
    print("using")
with nullcontext(5) as value:
    print(value)


@contextmanager
def no_yield():
    if False:
        yield


@contextmanager
def two_yields():
    yield 1
    yield 2


@contextmanager
def raises_before():
    raise OSError("before")
    yield


for manager in no_yield, two_yields, raises_before:
    try:
        with manager():
            pass
    except (RuntimeError, OSError) as error:
        print(error)
try:
    with two_yields():
        raise ValueError("body")
except (ValueError, RuntimeError) as error:
    print(error)


class Timer(ContextDecorator):
    def __enter__(self):
        print("start")
        return self

    def __exit__(self, *exc):
        print("stop")
        return False


@Timer()
def work():
    print("work")


work()
stack = ExitStack()
stack.enter_context(tag("moved"))
later = stack.pop_all()
stack.close()
print("closed the empty stack")
later.close()


@contextmanager
def transaction(log):
    log.append("begin")
    try:
        yield log
    except Exception as error:
        log.append(f"rollback {error}")
        raise
    else:
        log.append("commit")


log = []
with transaction(log):
    log.append("insert")
try:
    with transaction(log):
        raise RuntimeError("constraint")
except RuntimeError:
    pass
print(log)


class Sink:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self): ...


sink = Sink()
with redirect_stdout(sink):
    print("captured", 1)
print(sink.parts)
