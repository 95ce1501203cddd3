"""enum and dataclass-like classes written by hand with a metaclass and a decorator."""


class EnumMeta(type):
    def __new__(mcls, name, bases, namespace):
        members = {k: v for k, v in namespace.items() if not k.startswith("_") and not callable(v) and not isinstance(v, (property, classmethod, staticmethod))}
        cls = super().__new__(mcls, name, bases, {k: v for k, v in namespace.items() if k not in members})
        cls._members = {}
        for key, value in members.items():
            member = object.__new__(cls)
            member.name, member.value = key, value
            cls._members[key] = member
            type.__setattr__(cls, key, member)
        return cls

    def __iter__(cls):
        return iter(cls._members.values())

    def __len__(cls):
        return len(cls._members)

    def __getitem__(cls, name):
        return cls._members[name]

    def __call__(cls, value):
        for member in cls:
            if member.value == value:
                return member
        raise ValueError(f"{value!r} is not a valid {cls.__name__}")

    def __contains__(cls, member):
        return member in cls._members.values()

    def __setattr__(cls, name, value):
        if name in getattr(cls, "_members", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)


class Enum(metaclass=EnumMeta):
    def __repr__(self):
        return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

    def __str__(self):
        return f"{type(self).__name__}.{self.name}"


class Color(Enum):
    RED = 1
    GREEN = 2

    def lower(self):
        return self.name.lower()

    @property
    def hex(self):
        return f"{self.value:02x}"


print(Color.RED, repr(Color(2)), Color["GREEN"] is Color.GREEN, len(Color), list(Color), Color.RED in Color)
print(Color.RED.lower(), Color.GREEN.hex, isinstance(Color.RED, Color), {Color.RED: "r"}[Color(1)])
for attempt in lambda: Color(9), lambda: Color["BLUE"], lambda: setattr(Color, "RED", 5):
    try:
        attempt()
    except (ValueError, KeyError, AttributeError) as error:
        print(type(error).__name__, error)


def record(cls):
    fields = list(cls.__annotations__)
    defaults = {f: getattr(cls, f) for f in fields if hasattr(cls, f)}

    def __init__(self, *args, **kwargs):
        values = dict(zip(fields, args)) | kwargs
        for f in fields:
            if f in values:
                setattr(self, f, values.pop(f))
            elif f in defaults:
                setattr(self, f, defaults[f])
            else:
                raise TypeError(f"{cls.__name__} needs {f!r}")
        if values or len(args) > len(fields):
            raise TypeError(f"{cls.__name__} got too much")

    cls.__init__ = __init__
    cls.__repr__ = lambda self: f"{cls.__qualname__}({', '.join(f'{f}={getattr(self, f)!r}' for f in fields)})"
    cls.__eq__ = lambda self, other: type(other) is cls and all(getattr(self, f) == getattr(other, f) for f in fields)
    cls.__match_args__ = tuple(fields)
    return cls


@record
class Point:
    x: int
    y: int = 0
    label: str = "p"


p = Point(1, label="q")
print(p, p == Point(1, 0, "q"), p != Point(2), Point.__match_args__)
match p:
    case Point(x, 0, label=str(name)):
        print(x, name)
for attempt in lambda: Point(), lambda: Point(1, 2, 3, 4), lambda: Point(1, z=1):
    try:
        attempt()
    except TypeError as error:
        print(error)
