"""The order of cleanup when an error passes with blocks, generators, finally blocks and decorators."""

from contextlib import contextmanager

log = []


class Step:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        log.append(f"+{self.name}")
        return self

    def __exit__(self, kind, value, tb):
        log.append(f"-{self.name}:{kind.__name__ if kind else 'ok'}")


@contextmanager
def generated(name):
    log.append(f"+{name}")
    try:
        yield
    except KeyError as error:
        log.append(f"{name} caught {error}")
        raise ValueError(f"{name} converted") from error
    finally:
        log.append(f"-{name}")


def guarded(function):
    def wrapper():
        try:
            return function()
        finally:
            log.append("wrapper")

    return wrapper


@guarded
def work():
    with Step("a"), generated("g"), Step("b"):
        try:
            with Step("c"):
                raise KeyError("k")
        finally:
            log.append("finally")


def show():
    print(" ".join(log))
    log.clear()


try:
    work()
except ValueError as error:
    log.append(f"{error} <- {error.__cause__!r}")
show()


def producer():
    with Step("producer"):
        for i in range(3):
            try:
                yield i
            finally:
                log.append(f"item {i}")


def consumer():
    p = producer()
    try:
        for i in p:
            if i == 1:
                raise IndexError(i)
    finally:
        log.append("closing")
        p.close()


try:
    consumer()
except IndexError:
    log.append("caught")
show()


def failing_enter():
    class Fails(Step):
        def __enter__(self):
            super().__enter__()
            raise OSError("enter")

    with Step("outer"), Fails("inner"), Step("never"):
        log.append("never")


try:
    failing_enter()
except OSError:
    log.append("caught")
show()


def failing_exits():
    class Fails(Step):
        def __exit__(self, kind, value, tb):
            super().__exit__(kind, value, tb)
            raise RuntimeError(f"exit {self.name}")

    with Fails("1"), Fails("2"), Fails("3"):
        raise KeyError("body")


try:
    failing_exits()
except RuntimeError as error:
    chain = []
    while error:
        chain.append(str(error))
        error = error.__context__
    log.append(" < ".join(chain))
show()


def return_through():
    with Step("r1"):
        with Step("r2"):
            try:
                return log.append("value")
            finally:
                log.append("f")


return_through()
show()
for i in range(2):
    with Step(f"loop{i}"):
        if i == 0:
            continue
        break
show()
