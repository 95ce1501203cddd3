"""Wrong numbers and kinds of arguments: the texts of the TypeErrors."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


five, text, nothing, empty = 5, "x", None, []


def f(a, b, c=3):
    return a, b, c


def pos(a, b, /, c):
    return a, b, c


def kw(a, *, key, other=None):
    return a, key, other


def star(*args, **kwargs):
    return args, kwargs


def none():
    return None


class C:
    def method(self, x):
        return x

    @classmethod
    def cm(cls, x):
        return x

    @staticmethod
    def sm(x):
        return x


for call in [lambda: f(), lambda: f(1), lambda: f(1, 2, 3, 4), lambda: f(1, 2, d=4), lambda: f(1, 2, a=1),
    lambda: f(b=1), lambda: f(1, 2, cc=5), lambda: pos(1), lambda: pos(a=1, b=2, c=3), lambda: pos(1, 2),
    lambda: pos(1, b=2, c=3), lambda: kw(), lambda: kw(1), lambda: kw(1, 2), lambda: kw(1, key=2, ky=3),
             lambda: none(1), lambda: none(x=1), lambda: C().method(), lambda: C().method(1, 2),
             lambda: C.method(1), lambda: C.cm(), lambda: C.sm(), lambda: C(1), lambda: C(x=1),
             lambda: (lambda x: x)(), lambda: (lambda: 0)(1), lambda: star(*5), lambda: star(**5),
             lambda: star(**{1: 2}), lambda: star(*[1], **[2]), lambda: f(*[1], *[2, 3, 4]),
             lambda: f(**{"a": 1}, **{"a": 2}), lambda: f(1, **{"a": 2}),
             lambda: five(), lambda: text(), lambda: nothing(), lambda: empty(), lambda: C()(), lambda: len(),
             lambda: len(1, 2), lambda: len(x=1), lambda: len(5), lambda: int(1, 2, 3), lambda: str(1, 2, 3, 4),
             lambda: [].append(), lambda: [].append(1, 2), lambda: {}.get(), lambda: "a".upper(1),
             lambda: "a".split(x=1), lambda: print(x=1), lambda: sorted(), lambda: isinstance(1), lambda: range(),
             lambda: chr(), lambda: abs(1, 2), lambda: round(), lambda: dict(1, 2), lambda: list(1, 2),
             lambda: max(), lambda: zip(x=1), lambda: object(1), lambda: super(1, 2, 3), lambda: type(1, 2),
             lambda: divmod(1), lambda: open(), lambda: enumerate(), lambda: "".join(), lambda: "".join(1, 2),
             lambda: [].pop(1, 2), lambda: {}.pop(), lambda: set().add(), lambda: b"".hex(1, 2, 3),
             lambda: (1).to_bytes(1, 2, 3), lambda: slice(), lambda: iter(), lambda: next(), lambda: hash(),
             lambda: id(), lambda: ord("a", "b"), lambda: getattr(1), lambda: setattr(1, 2), lambda: callable(),
             lambda: bool(1, 2), lambda: float(1, 2), lambda: complex(1, 2, 3), lambda: tuple(1, 2),
             lambda: property(1, 2, 3, 4, 5), lambda: input(1, 2), lambda: map(), lambda: filter(1),
             lambda: ValueError(x=1), lambda: [].sort(1), lambda: "a".replace("b"), lambda: "a".encode(1, 2, 3),
             lambda: bytes(1, 2, 3, 4), lambda: int.from_bytes(), lambda: dict.fromkeys(), lambda: f"{'x':5d}",
             lambda: vars(1, 2)]:
    attempt(call)
