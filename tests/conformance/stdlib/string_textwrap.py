"""string, textwrap, enum, dataclasses and abc in short."""

import abc
import dataclasses
import enum
import string

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(string.ascii_letters, string.digits, string.hexdigits, string.punctuation, repr(string.whitespace),
    string.capwords("hello  big world"), string.Template("$who likes ${what} $$5").substitute(who="Ann",
    what="tea"), string.Template("$a $b").safe_substitute(a=1), list(string.Formatter().parse("a{b!r:c}d")))
attempt(string.Template("$x").substitute)
attempt(string.Template("$").substitute)


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def shade(self):
        return self.name.lower()


print(Color.RED, repr(Color.GREEN), Color(1), Color["GREEN"], Color.CRIMSON is Color.RED, list(Color),
    Color.RED.value, Color.RED.shade(), len(Color), Color.RED in Color, Color.RED == 1, {Color.RED: "r"},
    list(Color.__members__), isinstance(Color.RED, Color))
attempt(Color, 9)
attempt(lambda: Color["BLUE"])
attempt(lambda: setattr(Color, "RED", 5))


class Level(enum.IntEnum):
    LOW = enum.auto()
    HIGH = enum.auto()


class Perm(enum.Flag):
    R = 4
    W = 2
    X = 1


print(Level.HIGH > Level.LOW, Level.HIGH + 1, sorted(Level), Perm.R | Perm.W, Perm.R in (Perm.R | Perm.X), Perm(7),
    ~Perm.R, Perm.R & Perm.W, bool(Perm(0)), f"{Level.LOW}")


@dataclasses.dataclass(order=True)
class Item:
    name: str
    price: float = 1.0
    tags: list = dataclasses.field(default_factory=list, compare=False)

    def __post_init__(self):
        self.name = self.name.strip()


a, b = Item(" pen "), Item("ink", 2.5, ["x"])
print(a, b, a == Item("pen"), b < a, dataclasses.asdict(b), dataclasses.astuple(a), dataclasses.replace(a, price=3),
    [f.name for f in dataclasses.fields(Item)], a.tags is Item("q").tags)
attempt(Item)
attempt(hash, a)


@dataclasses.dataclass(frozen=True, slots=True)
class Frozen:
    x: int
    y: int = 0


f = Frozen(1)
attempt(setattr, f, "x", 5)
print(f, hash(f) == hash(Frozen(1, 0)), {f}, Frozen.__slots__, hasattr(f, "__dict__"))


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    @property
    @abc.abstractmethod
    def name(self): ...


class Square(Shape):
    name = "square"

    def area(self):
        return 4


attempt(Shape)
attempt(type("Half", (Shape,), {"area": lambda self: 1}))
print(Square().area(), sorted(Shape.__abstractmethods__), issubclass(Square, Shape))
Shape.register(int)
print(isinstance(5, Shape), issubclass(bool, Shape), isinstance("s", Shape))
