"""contextlib: contextmanager, closing, suppress, ExitStack and others."""

import contextlib
import io
import sys

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


@contextlib.contextmanager
def tag(name, swallow=False):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as error:
        print("saw", error)
        if not swallow:
            raise
    finally:
        print(f"</{name}>")


with tag("a") as upper:
    print("inside", upper)
with tag("b", swallow=True):
    raise ValueError("swallowed")
try:
    with tag("c"):
        raise ValueError("passed on")
except ValueError as error:
    print("outside", error)


@tag("decorated")
def work(x):
    print("working", x)
    return x * 2


print(work(4), work(5))


@contextlib.contextmanager
def twice():
    yield 1
    yield 2


@contextlib.contextmanager
def never():
    if False:
        yield


def enter(manager):
    with manager() as value:
        return value


attempt(enter, twice)
attempt(enter, never)
with contextlib.suppress(KeyError, IndexError):
    {}["x"]
    print("not reached")
with contextlib.suppress(ZeroDivisionError):
    print("no error")
try:
    with contextlib.suppress(KeyError):
        raise ValueError("not suppressed")
except ValueError as error:
    print(error)
with contextlib.closing(io.StringIO("text")) as f:
    print(f.read())
print(f.closed)
with contextlib.redirect_stdout(io.StringIO()) as out:
    print("captured")
print(repr(out.getvalue()))
with contextlib.redirect_stderr(io.StringIO()) as err:
    print("to stderr", file=sys.stderr)
print(repr(err.getvalue()))
with contextlib.nullcontext("value") as v:
    print(v)
with contextlib.ExitStack() as stack:
    for name in "xy":
        stack.enter_context(tag(name))
    stack.callback(print, "callback", 1, end="!\n")
    stack.push(lambda *exc: print("pushed", exc[0]))
    print("in the stack")
with contextlib.ExitStack() as stack:
    stack.enter_context(contextlib.suppress(ValueError))
    stack.callback(print, "cleanup")
    raise ValueError("suppressed by the stack")
stack = contextlib.ExitStack()
stack.callback(print, "kept for later")
moved = stack.pop_all()
stack.close()
moved.close()
attempt(contextlib.ExitStack().enter_context, 5)


class Both(contextlib.ContextDecorator):
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *exc):
        print("exit")


@Both()
def decorated():
    print("body")


decorated()
print(isinstance(Both(), contextlib.AbstractContextManager), hasattr(contextlib, "chdir"),
    hasattr(contextlib, "aclosing"))
