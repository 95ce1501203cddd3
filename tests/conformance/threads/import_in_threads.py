"""Importing modules, and their state, from several threads at once."""

import sys
import threading

start = threading.Barrier(4)
seen = []


def work():
    start.wait()
    import bisect
    import textwrap
    import string
    seen.append((bisect.bisect([1, 2], 1), textwrap.shorten("a b c d e f g", 9), id(string)))


threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(seen), len({entry[2] for entry in seen}), seen[0][:2], "bisect" in sys.modules)
results = []


def fails():
    try:
        import no_such_module_anywhere
    except ModuleNotFoundError as error:
        results.append((error.name, str(error)))


threads = [threading.Thread(target=fails) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(results[0], len(set(results)))


def compile_and_run(n):
    space = {}
    exec(compile(f"def f(x):\n    return x * {n}\nvalue = f({n})", f"<thread {n}>", "exec"), space)
    results.append(space["value"])


results.clear()
threads = [threading.Thread(target=compile_and_run, args=(n,)) for n in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results))


classes = []


def make_class(n):
    cls = type(f"C{n}", (Base,), {"value": n, "get": lambda self: self.value + self.offset})
    classes.append(cls)
    results.append(cls().get())


class Base:
    offset = 100


results.clear()
threads = [threading.Thread(target=make_class, args=(n,)) for n in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), len(Base.__subclasses__()))
Base.offset = 200
print([cls().get() for cls in sorted(Base.__subclasses__(), key=lambda c: c.value)])
