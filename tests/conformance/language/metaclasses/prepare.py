"""__prepare__: the namespace in which a class body runs."""


class Recorder(dict):
    def __init__(self):
        super().__init__()
        self.log = []

    def __setitem__(self, key, value):
        self.log.append(("set", key))
        super().__setitem__(key, value)

    def __getitem__(self, key):
        if not key.startswith("__"):
            self.log.append(("get", key))
        return super().__getitem__(key)

    def __delitem__(self, key):
        self.log.append(("del", key))
        super().__delitem__(key)


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        print("prepare", name, bases, kwargs)
        return Recorder()

    def __new__(mcls, name, bases, namespace, **kwargs):
        print(type(namespace).__name__, [entry for entry in namespace.log if not entry[1].startswith("__")])
        return super().__new__(mcls, name, bases, dict(namespace))

    def __init__(cls, *args, **kwargs): ...


class Body(metaclass=Meta, option=1):
    a = 1
    b = a + 1
    del a

    def method(self): ...

    for i in range(2):
        pass


class AutoNumber(dict):
    def __init__(self):
        self.next = 0

    def __missing__(self, key):
        if key.startswith("__"):
            raise KeyError(key)
        self[key] = self.next
        self.next += 1
        return self[key]


class EnumMeta(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return AutoNumber()


class Color(metaclass=EnumMeta):
    RED
    GREEN
    BLUE
    GREEN


print(Color.RED, Color.GREEN, Color.BLUE)


class Overload(dict):
    def __setitem__(self, key, value):
        if key in self and callable(value):
            first = self[key]
            super().__setitem__(key, first if isinstance(first, list) else [first])
            self[key].append(value)
        else:
            super().__setitem__(key, value)


class OverloadMeta(type):
    __prepare__ = classmethod(lambda mcls, name, bases: Overload())


class Methods(metaclass=OverloadMeta):
    def run(self):
        return 1

    def run(self, x):
        return 2


print(len(Methods.run), Methods.run[0](None), Methods.run[1](None, 1))


class NotMapping(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return 5


try:

    class Wrong(metaclass=NotMapping): ...
except TypeError as error:
    print(error)
print(type.__prepare__(), type.__prepare__("X", (), k=1))
import types

print(types.new_class("Made", (), {"metaclass": EnumMeta}, lambda ns: ns.update(x=1)).x)
print(types.prepare_class("P", (), {"metaclass": EnumMeta})[2])
