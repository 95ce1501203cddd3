"""Where defaults, decorators, annotations and bases are evaluated."""

x = "global"


def outer():
    x = "outer"

    def inner(value=x, *, key=[c for c in x]):
        x = "inner"
        return value, key

    return inner


print(outer()())


class Klass:
    x = "class"

    def method(self, value=x):
        return value, x

    items = [x for _ in range(1)]
    first = [c for c in x][0]
    generator = list((c, x) for c in x[:1])
    lam = staticmethod(lambda value=x: (value, x))


print(Klass().method(), Klass.items, Klass.first, Klass.generator, Klass.lam())


def uses_itself(f=lambda: uses_itself.__name__):
    return f()


print(uses_itself())
order = []


def note(label, value=None):
    order.append(label)
    return value


@note("decorator 1", lambda f: f)
@note("decorator 2", lambda f: f)
def function(a=note("default a"), *, b=note("default b")): ...


class Derived(note("base", object), metaclass=note("metaclass", type)):
    order.append("body")


print(order)
sentinel = object()


def optional(value=sentinel):
    return value is sentinel


print(optional(), optional(None))


def accumulate(n, seen={}):
    seen[n] = len(seen)
    return dict(seen)


accumulate("a")
print(accumulate("b"), accumulate.__defaults__)
loop_defaults = []
for i in range(3):

    def f(i=i, j=[i]):
        j.append(i)
        return j

    loop_defaults.append(f)
print([f() for f in loop_defaults], [f() for f in loop_defaults])
try:

    def bad(a=undefined_default): ...
except NameError as error:
    print(error)
for text in "def f(a=1, b): ...", "def f(*): ...", "def f(a, a): ...", "def f(*a, *b): ...", "def f(**k, a): ...", "def f(/, a): ...", "def f(a, /, b, /): ...", "def f(*, **k): ...", "def f(*a=1): ...", "def f(a, *, b=1, c): ...", "lambda a=1, b: 0", "lambda *: 0", "f(a=1, 2)", "f(**k, *a)", "f(a=1, a=2)", "f(1=2)", "f(a.b=1)", "f(True=1)", "f(x for x in y, 1)", "f(1, x for x in y)", "def f(None): ...", "def f(**k=1): ...", "def f((a, b)): ...", "lambda (a, b): 0", "def f(*, a, *b): ...", "def f(a: int = 1, b: int): ...":
    try:
        compile(text, "<test>", "exec")
        print("fine:", text)
    except SyntaxError as error:
        print(f"{text}: {error.msg}")
