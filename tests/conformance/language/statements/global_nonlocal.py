"""global and nonlocal: rebinding outer names from inner scopes."""

counter = 0


def bump():
    global counter, fresh
    counter += 1
    fresh = "made here"


bump()
bump()
print(counter, fresh)


def make_counter():
    count = 0

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = 0

    return increment, reset


increment, reset = make_counter()
print(increment(), increment(5), increment())
reset()
print(increment())
other, _ = make_counter()
print(other(), increment())


def three_levels():
    x = "one"

    def two():
        def three():
            nonlocal x
            x = "three"

        three()
        return x

    return two(), x


print(three_levels())


def mixed():
    counter = "local"

    def inner():
        global counter
        counter = 99

    inner()
    return counter


print(mixed(), counter)


class Body:
    global made_in_class
    made_in_class = 1
    counter = counter + 1


print(made_in_class, "made_in_class" in vars(Body), Body.counter, counter)


def import_global():
    global math, Klass, func
    import math

    class Klass: ...

    def func(): ...

    for func_index in range(1):
        pass


import_global()
print(math.floor(2.5), Klass.__qualname__, func.__qualname__)


def deleted():
    global counter
    del counter


deleted()
print("counter" in globals())
cases = [
    "nonlocal x",
    "def f():\n nonlocal x",
    "def f():\n x = 1\n global x",
    "def f():\n print(x)\n global x",
    "def f(x):\n global x",
    "def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x",
    "def f():\n x = 1\n def g(x):\n  nonlocal x",
    "def f():\n global x\n def g():\n  nonlocal x",
    "def f():\n x = 1\n def g():\n  global x\n  nonlocal x",
    "def f():\n x: int\n global x",
    "class C:\n x = 1\n def f(self):\n  nonlocal x",
    "def f():\n global x\n x: int = 1",
    "for x in y: global x",
    "x = 1\nglobal x",
]
for code in cases:
    try:
        compile(code, "<test>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
