"""gc.collect, __del__, cycles, callbacks, resurrection."""

import gc

log = []


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        log.append(self.name)


def collect():
    for _ in range(3):
        gc.collect()


def make():
    a, b = Node("a"), Node("b")
    a.other, b.other = b, a
    Node("alone")


make()
collect()
print(sorted(log))
log.clear()


class Phoenix:
    saved = None

    def __del__(self):
        log.append("burned")
        Phoenix.saved = self


def burn():
    Phoenix()


burn()
collect()
print(log, Phoenix.saved is not None)
Phoenix.saved = None
collect()
print(log)
log.clear()
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled(), isinstance(gc.collect(), int),
    isinstance(gc.get_count(), tuple), len(gc.get_threshold()))
events = []


def watch(phase, info):
    events.append((phase, sorted(info)))


gc.callbacks.append(watch)
gc.collect()
gc.callbacks.remove(watch)
print(events)
items = [Node(n) for n in range(5)]
gc.collect()
print(log, len(items))
items.pop()
del items[0]
collect()
print(sorted(log))
items.clear()
collect()
print(sorted(log))
log.clear()


def generator():
    try:
        yield 1
    finally:
        log.append("generator closed")


def leave_open():
    next(generator())


leave_open()
collect()
print(log)
print(gc.is_tracked([]), gc.get_debug(), isinstance(gc.get_objects(), list), isinstance(gc.get_stats(), list),
    gc.garbage)
for call in (lambda: gc.collect(5), lambda: gc.collect("x"), lambda: gc.collect(-1)):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")


class Fails:
    def __del__(self):
        log.append("before the error")
        raise ValueError("in __del__")


import io
import sys
old, sys.stderr = sys.stderr, io.StringIO()


def drop():
    Fails()


drop()
collect()
text, sys.stderr = sys.stderr.getvalue(), old
print(log[-1], "Exception ignored while calling deallocator" in text, text.splitlines()[-1])


class Last:
    def __del__(self):
        print("deleted at exit")


last = Last()
print("end")
