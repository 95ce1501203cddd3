"""Globals, builtins, closures and code that several threads change."""
import builtins
import random
import sys
import types
from _stress import main, scenario, times

counter = 0
shadow = None


@scenario()
def globals_come_and_go(rng):
    space = {"__name__": "space", "len": len}
    del space["len"]
    exec("""
def get():
    return stay, coming, len('abc')
def put(x):
    global coming
    coming = x
def drop():
    global coming
    del coming
def hide(i):
    global len
    len = lambda s: 1000 + i
def show():
    global len
    del len
""", space)
    space.update(stay=1, coming=2)

    def read(i):
        try:
            stay, coming, n = space["get"]()
            assert stay == 1 and coming >= 0 and (n == 3 or n >= 1000)
        except NameError as e:
            assert e.name == "coming"

    def change(i):
        space["put"](i)
        for j in range(i % 30):
            space[f"n{j}"] = j
        for j in range(i % 30):
            space.pop(f"n{j}", None)
        try:
            space["drop"]()
        except NameError:
            pass
        space["coming"] = i

    def hide(i):
        space["hide"](i)
        assert space["get"]()[2] == 1000 + i
        space["show"]()
        assert space["get"]()[2] == 3

    def shielded(i):
        try:
            hide(i)
        except NameError as e:
            assert e.name == "coming"
    return [times(200, read), times(200, read), times(60, change), times(60, change), times(60, shielded)]


@scenario()
def a_builtin_that_is_hidden_stays_hidden(rng):
    """Whoever read the builtin just before reads the global afterwards."""
    spaces = []
    for _ in range(40):
        space = {}
        exec("def get(): return len", space)
        spaces.append(space)

    def hide(i):
        spaces[i]["len"] = i
        assert spaces[i]["get"]() == i

    def read(i):
        for space in spaces:
            space["get"]()

    def check():
        for i, space in enumerate(spaces):
            assert space["get"]() == i
    return [times(40, hide), times(6, read), times(6, read)], check


@scenario()
def builtins_that_change(rng):
    def change(i):
        builtins.stress_name = i
        assert builtins.stress_name >= 0
        if i % 3 == 2:
            try:
                del builtins.stress_name
            except AttributeError:
                pass
        builtins.stress_name = i

    def read(i):
        try:
            assert stress_name >= 0
        except NameError:
            pass
    return [times(100, change), times(300, read), times(300, read)]


@scenario()
def cells(rng):
    value = (0, 0)

    def put(k):
        def one(i):
            nonlocal value
            value = (k, k)
            a, b = value
            assert a == b
        return times(300, one)

    def drop(i):
        nonlocal value
        try:
            del value
        except NameError:
            pass
        value = (9, 9)

    def read(i):
        try:
            a, b = value
            assert a == b
        except NameError:
            pass

    def put_safely(k):
        body = put(k)

        def run():
            for _ in range(5):
                try:
                    body()
                except NameError:
                    pass
        return run
    return [put_safely(1), put_safely(2), times(100, drop), times(300, read)]


@scenario()
def code_that_changes(rng):
    def small(a=1, b=2):
        return 1

    def large(a=1, b=2):
        x1, x2, x3, x4, x5, x6 = range(6)
        y = [max(i, x1, x2, x3) for i in range(a + 5)]
        try:
            raise KeyError(b)
        except KeyError as e:
            y.append(e.args[0])
        return x1 + x2 + x3 + x4 + x5 + x6 + len(y)

    def target(a=1, b=2):
        return 1

    def numbers():
        yield 1
        yield 2

    def more():
        x1, x2, x3, x4, x5, x6 = range(6)
        for i in range(6):
            yield x1 + x2 + x3 + x4 + x5 + x6

    def steps():
        yield 1

    def change(i):
        target.__code__ = (small, large)[i % 2].__code__
        target.__defaults__ = (1, 2) if i % 3 else (1, 2)
        target.__kwdefaults__ = {"c": i} if i % 2 else None
        steps.__code__ = (numbers, more)[i % 2].__code__

    def call(i):
        assert target() in (1, 22) and target(1, b=3) in (1, 22) and target(*(1,), **{"b": 4}) in (1, 22)
        assert all(x in (1, 2, 15) for x in steps())
    return [times(40, change), times(100, call), times(100, call)]


@scenario()
def modules_and_namespaces(rng):
    module = types.ModuleType("shared")
    space = types.SimpleNamespace()

    def one(k):
        def body(i):
            setattr(module, f"a{k}", i)
            setattr(space, f"a{k}", i)
            assert getattr(module, f"a{k}") == i and getattr(space, f"a{k}") == i
            repr(space), dir(module), vars(module).copy(), vars(space).copy()
            delattr(module, f"a{k}")
            delattr(space, f"a{k}")
        return times(100, body)
    return [one(k) for k in range(4)]


@scenario()
def global_counter_is_an_int(rng):
    """`+=` is not atomic, but what it reads and writes are ints that somebody wrote."""
    global counter
    counter = 0

    def add(i):
        global counter
        counter += 1

    def check():
        assert type(counter) is int and 1 <= counter <= 1200
    return [times(300, add) for _ in range(4)], check


@scenario()
def interning(rng):
    names = [f"interned_{rng.random()}" for _ in range(30)]

    def one(i):
        for n in names:
            copy = "".join(list(n))
            assert sys.intern(copy) is sys.intern(n)
    return [times(10, one) for _ in range(4)]


main()
