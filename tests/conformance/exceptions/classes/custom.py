"""User-defined exceptions: args, str, repr, attributes, pickling-like protocols."""


class Plain(Exception):
    """Nothing added."""


class WithCode(Exception):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code

    def __str__(self):
        return f"[{self.code}] {super().__str__()}"


class NoSuper(Exception):
    def __init__(self, a, b=2):
        self.total = a + b


class Template(Exception):
    template = "%s is not %s"

    def __init__(self, *args):
        super().__init__(self.template % args)


for error in Plain(), Plain("one"), Plain("one", 2), WithCode("text", 404), NoSuper(1), NoSuper(1, b=5), Template("x", "y"):
    print(repr(error), "|", str(error), "|", error.args)

e = Plain("a")
e.args = ("replaced", 1)
print(e, repr(e), e.args)
e.args = [1, 2]
print(e.args)
try:
    e.args = 5
except TypeError as error:
    print(error)
try:
    del e.args
except TypeError as error:
    print(error)
e.custom = "attribute"
print(vars(e), e.custom)
print(Exception("a") == Exception("a"), e == e, hash(e) == hash(e), bool(Exception()))


class Validation(ValueError):
    def __init__(self, field, problem):
        super().__init__(field, problem)
        self.field, self.problem = field, problem

    def __repr__(self):
        return f"<Validation {self.field}>"


try:
    raise Validation("age", "negative")
except ValueError as error:
    print(error, repr(error), error.field)


class Slotted(Exception):
    __slots__ = ("extra",)


s = Slotted("x")
s.extra = 1
print(s.extra, s.args)


class Parent(Exception):
    def __new__(cls, *args):
        print("new", args)
        return super().__new__(cls, *args)

    def __init__(self, first, *rest):
        print("init", first, rest)


p = Parent(1, 2)
print(p.args, str(p), repr(p))
for attempt in lambda: Exception(x=1), lambda: KeyError(k=1), lambda: WithCode("m"), lambda: NoSuper():
    try:
        attempt()
    except TypeError as error:
        print(error)
print(p.__reduce__()[1], WithCode("m", 1).__reduce__()[2])
e.__setstate__({"restored": True})
print(e.restored)
