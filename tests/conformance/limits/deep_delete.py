"""Deep structures are built, dropped, collected and copied without a crash."""

import copy
import gc


class Link:
    def __init__(self, next):
        self.next = next


def deep_list(n):
    x = []
    for _ in range(n):
        x = [x]
    return x


def deep_tuple(n):
    x = ()
    for _ in range(n):
        x = (x,)
    return x


def deep_dict(n):
    x = {}
    for _ in range(n):
        x = {"down": x}
    return x


def deep_link(n):
    x = None
    for _ in range(n):
        x = Link(x)
    return x


def deep_closure(n):
    def bottom():
        return 0
    f = bottom
    for _ in range(n):
        f = (lambda g: lambda: g)(f)
    return f


def deep_generator(n):
    g = iter([])
    for _ in range(n):
        g = (x for x in g)
    return g


for make in (deep_list, deep_tuple, deep_dict, deep_link, deep_closure, deep_generator):
    x = make(200000)
    gc.collect()
    del x
    gc.collect()
    print(make.__name__, "built and dropped")
for make in (deep_list, deep_dict, deep_link):
    try:
        copy.deepcopy(make(100000))
        print("copied")
    except RecursionError as error:
        print("RecursionError:", str(error)[:32])
print(copy.deepcopy(deep_list(100)) == deep_list(100), copy.deepcopy(deep_dict(100)) == deep_dict(100))


def survives(action):
    """How deep is too deep depends on the native stack: both ends are fine."""
    try:
        action()
    except RecursionError:
        pass
    print("survived")


survives(lambda: next(deep_generator(200000), "exhausted"))
survives(lambda: isinstance(5, deep_tuple(100000)))
survives(lambda: deep_list(50000) == deep_list(50000))
survives(lambda: deep_dict(50000) == deep_dict(50000))
survives(lambda: deep_tuple(50000) == deep_tuple(50000))
ring = Link(None)
ring.next = deep_link(1000)
last = ring
while last.next:
    last = last.next
last.next = ring
del ring, last
gc.collect()
classes = object
for n in range(300):
    classes = type(f"C{n}", (classes,), {f"a{n}": n})
print(classes.a0, classes().a299, len(classes.__mro__))
