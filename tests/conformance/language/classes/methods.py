"""Instance, class and static methods; binding; functions, builtins and callables as attributes."""


class Date:
    def __init__(self, y, m, d):
        self.ymd = y, m, d

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))

    @staticmethod
    def valid(text):
        return text.count("-") == 2

    def __repr__(self):
        return "{}{}".format(type(self).__name__, self.ymd)


class Holiday(Date): ...


print(Date.parse("2024-01-02"), Holiday.parse("2024-12-25"), Holiday(1, 2, 3).parse("1-1-1"))
print(Date.valid("1-2-3"), Holiday(0, 0, 0).valid(""))
print(type(Date.__dict__["parse"]).__name__, type(Date.__dict__["valid"]).__name__)
print(Date.parse.__self__, Date.parse.__func__.__name__, Holiday.parse.__self__)
print(Date.__dict__["valid"].__func__("--"), Date.__dict__["valid"]("--"), Date.__dict__["valid"].__wrapped__.__name__)


class Callable:
    def __call__(self, *args):
        return args


def outside(self, x=0):
    return type(self).__name__, x


class Attributes:
    builtin = len
    python = outside
    instance = Callable()
    bound = [1, 2].count
    lam = lambda self: "lambda"
    cls = int
    partial_like = staticmethod(outside)


a = Attributes()
print(a.builtin([1]), a.python(), a.instance(1), a.bound(1), a.lam(), a.cls("5"), a.partial_like(1, 2))
a.dynamic = outside
try:
    a.dynamic()
except TypeError as error:
    print(error)
a.dynamic = outside.__get__(a)
print(a.dynamic(9))
print(Attributes.python("text"))
method = a.python
print(method.__self__ is a, method.__func__ is outside)
swapped = "text".join
print(swapped(["1", "2"]), swapped.__self__)
Attributes.python = lambda self: "patched"
print(a.python(), method())
import types

print(types.MethodType(outside, 5)(), types.MethodType(print, "bound")())
print(str.upper("x"), list.append([], 1), dict.get({1: 2}, 1))
for attempt in lambda: str.upper(5), lambda: list.append(5, 1), lambda: str.join(), lambda: Attributes.lam(), lambda: types.MethodType(5, 5), lambda: types.MethodType(outside, None):
    try:
        attempt()
        print("fine")
    except TypeError as error:
        print(error)


class Chain:
    def __init__(self):
        self.calls = []

    def __getattr__(self, name):
        self.calls.append(name)
        return self

    def __call__(self, *args):
        self.calls.append(args)
        return self


print(Chain().select("a").where("b", 1).order.limit(5).calls)


class Private:
    __secret = 1

    def __hidden(self):
        return self.__secret

    def get(self):
        return self.__hidden(), self.__class__.__secret

    class __Inner: ...

    __dunder__ = 2
    _Private__direct = 3


print(Private().get(), sorted(k for k in vars(Private) if "Private" in k), Private.__dunder__)
