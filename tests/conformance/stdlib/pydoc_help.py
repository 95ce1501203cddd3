"""Documentation made from a program's own functions, classes and modules."""

import functools
import io
import keyword
import pydoc
import sys
import types
from collections import namedtuple
from dataclasses import dataclass, field


def area(shape, /, *, precise: bool = False) -> float:
    """The area.

    Of a shape.
    """


# A comment in place of a text,
# on two lines.
def bare(a, b=3, *args, **kw): ...


async def later(x):
    "Later."


def generic[T](x: T, *, y: "list[T]" = [], **kw: int) -> T:
    "Any."


def deco(f):
    @functools.wraps(f)
    def wrapper(*args):
        return f(*args)

    return wrapper


@deco
def wrapped(p, q):
    "Wrapped."


class Meta(type):
    @property
    def size(cls):
        "Of the metaclass."

    def lent(cls, x):
        "Lent."

    def __dir__(cls):
        return [*super().__dir__(), "lent", "size"]


class Shape(metaclass=Meta):
    """A shape.

        Indented.
    """

    kind = "none"
    count: int = 3
    big = list(range(100))
    raw = "a\\d"

    def __init__(self, name: str):
        """Make one."""

    def size_of(self, alpha_parameter=1, beta_parameter="two", gamma_parameter=None, delta_parameter=4.0):
        """The size."""

    def __eq__(self, other):
        return True

    @property
    def label(self):
        """The label."""

    @label.setter
    def label(self, v): ...

    @property
    def no_text(self): ...

    write_only = property(None, lambda self, v: None, doc="To be written.")

    @classmethod
    def make(cls, *a):
        "Makes."

    @staticmethod
    def helper(x, y: "int | None" = None):
        "Helps."

    @functools.cached_property
    def cached(self):
        "Cached."

    async def wait(self):
        "Waits."

    lam = lambda self, x=1: 2

    def _private(self): ...
    def __mangled(self): ...

    class Inner:
        "Inside."


class Square(Shape):
    def size_of(self): ...

    also = Shape._private
    area = area
    kind = "square"

    def __len__(self):
        return 4


class Slots:
    __slots__ = {"a": "the a", "b": None}


class Fails:
    "Raises when read."

    def __get__(self, obj, cls):
        raise ValueError


class Holder:
    fails = Fails()
    other = None
    nested = [[1, 2, [3, [4]]], {"a": (1, 2)}]


@dataclass
class Point:
    "A point."

    x: int
    y: int = 0
    z: list = field(default_factory=list)


class WithCall:
    def __call__(self, a):
        "Called."


class Speaking:
    def __init__(self):
        self.__doc__ = "An instance's own text."

    def __repr__(self):
        return "<speaking>"


def show(title, *args):
    print("=====", title)
    try:
        help(*args)
    except BaseException as e:
        print(type(e).__name__, e)


for thing in (area, bare, later, generic, wrapped, lambda x, y=2: x, Shape, Square, Slots, Holder, WithCall):
    show(thing.__name__, thing)
show("bound", Square("a").size_of)
show("class method", Shape.make)
show("static method", Shape.helper)
show("property", Shape.label)
show("cached", Shape.__dict__["cached"])
show("slot", Slots.a)
show("instance", WithCall())
show("speaking", Speaking())
show("module", types.ModuleType("made", "Made here.\n\nMore text."))
for name in ("nosuch", "sys.nosuch", "sys.path.x", "__main__.Shape.make", "__main__.Slots.b"):
    show(name, name)

print("===== Point")
print([line for line in pydoc.plain(pydoc.render_doc(Point)).split("\n") if "Initialize" not in line])

module = types.ModuleType("made")
exec(
    '''"""Made here.

More about it.
"""
__version__ = "$Revision: 7 $"
__author__ = "Someone"
__credits__ = ["a", "b"]
__all__ = ["f", "_g", "D", "K"]
def f(a, b=1): "f's text"
def _g(): pass
def hidden(): pass
D = {f"k{i}": i for i in range(40)}
E = 1
class K(Exception):
    "K's text"
    __slots__ = ()
    def m(self): pass
''',
    module.__dict__,
)
text = pydoc.plaintext.document(module)
print(text[: text.index("CLASSES")] + text[text.index("FUNCTIONS") :])

print(repr(pydoc.render_doc(Shape.helper)))
print(pydoc.render_doc(Shape.helper, "Text of %s.", renderer=pydoc.plaintext))
print(pydoc.splitdoc("one"), pydoc.splitdoc("one\n\ntwo\nthree"), pydoc.splitdoc("one\ntwo"))
print(pydoc.cram("abcdefghijkl", 7), pydoc.stripid("<x at 0x7f0000000000>"), pydoc.replace("abc", "a", "x", "c", "z"))
print(pydoc.getdoc(Square.size_of), pydoc.getdoc(bare), pydoc.getdoc(3))
for value in (1, "a" * 150, [1] * 30, {i: i for i in range(20)}, "a\\b", b"x" * 200, [[[[[[[1]]]]]]], 10**200):
    print(pydoc.text.repr(value))
for thing in (sys, keyword, 5, Shape, area, Shape("a").size_of, len, Slots.a, int.real, dict.get):
    print(pydoc.describe(thing))
for name in ("_a", "a", "__x__", "__module__", "__file__", "__doc__", "annotations"):
    seen = pydoc.visiblename(name), pydoc.visiblename(name, ["_a"]), pydoc.visiblename(name, obj=namedtuple("N", "a"))
    print(name, *map(bool, seen))
print(pydoc.locate("len"), pydoc.locate("nosuch"), pydoc.locate("sys.nosuch"), pydoc.locate("os.path.join").__name__)
print(pydoc.resolve("sys.path")[1], pydoc.resolve(area)[1], pydoc.resolve(3))
print(pydoc.isdata(3), pydoc.isdata(len), list(pydoc.allmethods(WithCall))[:2])
print(pydoc.classname(Shape, "__main__"), pydoc.classname(Shape, "other"), pydoc.parentname(Shape.wait, "other"))

out = io.StringIO()
helper = pydoc.Helper(io.StringIO("__main__.area\n\nnosuch\n'__main__.later'\nsymbols\nQUIT\narea\n"), out)
helper()
print(out.getvalue().split("help> ")[1:6])
out = io.StringIO()
helper = pydoc.Helper(output=out)
helper.help("keywords")
helper.help("topics")
helper(wrapped)
helper("__main__.nosuch")
print(out.getvalue())
print(repr(help), repr(helper), type(help).__name__, type(exit).__name__)
