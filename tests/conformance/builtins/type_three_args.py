"""type(name, bases, dict), __build_class__, class creation errors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


Point = type("Point", (), {"x": 1, "total": lambda self: self.x + self.y, "__doc__": "made by hand"})
p = Point()
p.y = 2
print(Point, Point.__name__, Point.__doc__, p.total(), Point.__module__, Point.__bases__, type(Point))
Sub = type("Sub", (Point,), {"x": 10})
print(Sub().x, Sub.__mro__, issubclass(Sub, Point))
for args in [("N", (5,), {}), ("N", Point, {}), (5, (), {}), ("N", (), []), ("N", (bool,), {}),
        ("N", (int, str), {}), ("N", (Point, Point), {}), ("N", (object, Point), {}), ("N", (type(None),), {}),
        ("a\0b", (), {}), ("N", (range,), {})]:
    attempt(type, *args)
attempt(lambda: type("N", (), {"__slots__": ("a", "a b")}))
attempt(lambda: type("N", (), {"__slots__": ("x",), "x": 1}))
attempt(lambda: type("N", (), {"__slots__": 5}))
attempt(lambda: type("N", (), {"__qualname__": 5}))
attempt(lambda: type("N", (), {}, flag=True))
attempt(lambda: Point(1))
attempt(lambda: object(1))
attempt(lambda: type.__new__(int, "N", (), {}))


def body():
    return None


attempt(__build_class__)
attempt(__build_class__, 5, "N")
attempt(__build_class__, body, 5)


class Recorder(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        print("prepare", mcls.__name__, name, bases, kwargs)
        return {"prepared": True}

    def __new__(mcls, name, bases, namespace, **kwargs):
        print("new", name, [k for k in namespace if not k.startswith("__")], kwargs)
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name, kwargs)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        print("call", args, kwargs)
        return super().__call__(*args, **kwargs)


class Made(metaclass=Recorder, option=3):
    value = 1

    def __init__(self, n):
        self.n = n


print(Made(5).n, Made.prepared, type(Made), Recorder("Direct", (Made,), {}).__mro__[1])


class Base:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Base.registry.append((cls.__name__, tag))


class One(Base, tag="first"):
    pass


type("Two", (Base,), {}, tag="second")
print(Base.registry)
attempt(lambda: type("Three", (Base,), {}, wrong=1))


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)


class Holder:
    first = Named()
    second = Named()


Holder.__name__ = "Renamed"
Holder.__qualname__ = "Q.Renamed"
print(Holder, Holder.__name__)
attempt(setattr, Holder, "__name__", 5)
attempt(setattr, Holder, "__bases__", ())
attempt(delattr, Holder, "__name__")
