"""A small program: signals with decorators, descriptors, weak-free subscriptions and closures."""


class Signal:
    def __set_name__(self, owner, name):
        self.name = name
        owner.signals = (*getattr(owner, "signals", ()), name)

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.setdefault(self.name, BoundSignal(self.name, instance))

    def __set__(self, instance, value):
        raise AttributeError(f"signal {self.name!r} cannot be replaced")


class BoundSignal:
    def __init__(self, name, sender):
        self.name, self.sender, self.slots = name, sender, []

    def connect(self, function=None, *, priority=0):
        if function is None:
            return lambda f: self.connect(f, priority=priority)
        self.slots.append((priority, len(self.slots), function))
        self.slots.sort(key=lambda s: (-s[0], s[1]))
        return function

    def __iadd__(self, function):
        self.connect(function)
        return self

    def __call__(self, *args, **kwargs):
        results, errors = [], []
        for _, _, slot in self.slots:
            try:
                results.append(slot(*args, **kwargs))
            except Exception as error:
                errors.append(error)
        if errors:
            raise ExceptionGroup(f"{self.name} handlers failed", errors)
        return results


class Button:
    clicked = Signal()
    moved = Signal()

    def __init__(self, label):
        self.label = label


print(Button.signals, Button.clicked.name)
ok, cancel = Button("ok"), Button("cancel")


@ok.clicked.connect
def first(x, y):
    return f"first at {x},{y}"


@ok.clicked.connect(priority=10)
def urgent(x, y):
    return "urgent"


counter = 0


def count(*position):
    global counter
    counter += 1
    return counter


ok.clicked.connect(count)
ok.clicked.connect(lambda x, y: x + y)
print(ok.clicked(1, 2), cancel.clicked(1, 2), counter)
print(first.__name__, ok.clicked is ok.clicked, ok.clicked is cancel.clicked)
try:
    ok.clicked = None
except AttributeError as error:
    print(error)


@cancel.clicked.connect
def broken(x, y):
    return x / y


@cancel.clicked.connect
def also_broken(x, y):
    raise KeyError(x)


cancel.clicked.connect(count)
try:
    cancel.clicked(1, 0)
except* ZeroDivisionError as group:
    print("division:", group.exceptions)
except* KeyError as group:
    print("key:", group.exceptions)
print(counter)


def once(signal):
    def decorate(function):
        def wrapper(*args):
            signal.slots[:] = [s for s in signal.slots if s[2] is not wrapper]
            return function(*args)

        signal.connect(wrapper)
        return wrapper

    return decorate


@once(ok.moved)
def only_once(where):
    return f"moved to {where}"


print(ok.moved("here"), ok.moved("there"))
