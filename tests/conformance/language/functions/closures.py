"""Closures share cells, not values."""


def bank(balance):
    def deposit(amount):
        nonlocal balance
        balance += amount
        return balance

    def show():
        return balance

    return deposit, show


deposit, show = bank(100)
deposit(50)
print(show(), deposit.__closure__[1 if len(deposit.__closure__) > 1 else 0].cell_contents)
print(deposit.__code__.co_freevars, bank.__code__.co_cellvars)

functions = []
for i in range(3):

    def f():
        return i

    functions.append(f)
print([f() for f in functions])


def makers():
    made = []
    for i in range(3):
        made.append(lambda: i)
    i = 10
    return made


print([f() for f in makers()])
print([f() for f in [(lambda n: lambda: n)(i) for i in range(3)]])


def not_yet():
    def inner():
        return later

    try:
        inner()
    except NameError as error:
        print(error)
    later = "now"
    return inner()


print(not_yet())


def skip_a_level():
    value = "outermost"

    def middle():
        def inner():
            return value

        return inner

    return middle()()


print(skip_a_level())


def parameter_cell(x):
    def get():
        return x

    x += 1
    return get


print(parameter_cell(1)())


def class_scope():
    name = "function"

    class C:
        name = "class"
        seen = name

        def method(self):
            return name

        comprehension = [name for _ in range(1)]

    return C.seen, C().method(), C.comprehension


print(class_scope())


def recursive():
    def fact(n):
        return n * fact(n - 1) if n else 1

    return fact


print(recursive()(10))


def decorator_counter(function):
    def wrapper(*args):
        wrapper.calls += 1
        return function(*args)

    wrapper.calls = 0
    return wrapper


@decorator_counter
def double(x):
    return x * 2


print(double(2), double(3), double.calls)
cell = deposit.__closure__[0]
print(type(cell).__name__, len(show.__closure__), (lambda: 1).__closure__)
show.__closure__[0].cell_contents = "replaced"
print(show())
empty = type(cell)()
try:
    empty.cell_contents
except ValueError as error:
    print(error)
