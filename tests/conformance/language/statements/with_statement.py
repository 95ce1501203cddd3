"""with: order of enter and exit, several managers, suppression, targets."""


class Manager:
    def __init__(self, name, suppress=False, fail=None):
        self.name, self.suppress, self.fail = name, suppress, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise RuntimeError(f"enter {self.name}")
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail == "exit":
            raise RuntimeError(f"exit {self.name}")
        return self.suppress


with Manager("a") as a, Manager("b") as b:
    print("body", a, b)

with (
    Manager("c") as c,
    Manager("d"),
):
    print("parenthesised", c)

with Manager("e", suppress=True):
    raise ValueError("swallowed")
print("after")

try:
    with Manager("f", suppress=True), Manager("g", fail="enter") as g:
        print("never")
    print("suppressed the failing enter")
    with Manager("h", fail="exit"):
        raise ValueError("first")
except RuntimeError as error:
    print(error, "| context:", repr(error.__context__))


def leave():
    for i in range(3):
        with Manager(f"loop{i}"):
            if i == 0:
                continue
            if i == 1:
                return "returned"


print(leave())


class Holder:
    pass


h = Holder()
with Manager("x") as h.attr, Manager("y") as (first, *rest):
    print(h.attr, first, rest)
items = [0]


def yes_no():
    return False


with Manager("z") as items[0]:
    print(items)

with Manager("p") if yes_no() else Manager("r") as both:
    print(both)
with (yes := Manager("w")) as text:
    print(yes.name, text)

for thing in 1, Holder(), type("E", (), {"__enter__": lambda s: s})(), type("X", (), {"__exit__": lambda *a: None})():
    try:
        with thing:
            pass
    except TypeError as error:
        print(error)
# The special methods are looked up on the type.
h.__enter__ = lambda: 1
h.__exit__ = lambda *a: None
try:
    with h:
        pass
except TypeError as error:
    print(error)
