"""print: sep, end, file, flush and objects that write."""

import io
import sys

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print()
print("a", 1, None, [2], sep="-")
print("a", "b", sep="", end="!\n")
print("x", end="")
print("y", end="\n\n")
print(*range(5), sep=", ")
print("multi", "line", sep="\n")
print("none", "defaults", sep=None, end=None, file=None)
print(end="nothing but this\n")
buffer = io.StringIO()
print("to", "buffer", file=buffer, sep="_")
print(1, 2, file=buffer, end=";", flush=True)
print(repr(buffer.getvalue()))


class Writer:
    def __init__(self):
        self.calls = []

    def write(self, text):
        self.calls.append(text)

    def flush(self):
        self.calls.append("FLUSH")


w = Writer()
print("a", "b", file=w)
print(file=w)
print("c", file=w, end="", flush=True)
print(w.calls)
attempt(print, "x", sep=5)
attempt(print, "x", end=5)
attempt(print, "x", file=5)
attempt(print, "x", other=1)
attempt(print, "x", file=object())


class Raises:
    def __str__(self):
        raise ValueError("no str")


attempt(print, "before", Raises())
print()
old = sys.stdout
sys.stdout = buffer2 = io.StringIO()
print("captured")
sys.stdout.write("direct\n")
sys.stdout = old
print(repr(buffer2.getvalue()), print("returns"), sys.stdout.write("12345\n"))
sys.stdout = None
print("lost")
sys.stdout = old
del sys.stdout
try:
    print("no stdout")
except RuntimeError as error:
    sys.stdout = old
    print("RuntimeError:", error)
print("é 中 😀 \t|", "a\0b" == "a\x00b", True, 1.0, 1j, b"x", {1: {2}}, ..., NotImplemented, int, len)
