"""ExceptionGroup: construction, split, subgroup, derive, nesting."""

eg = ExceptionGroup("message", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [ValueError(2), OSError(5, "io")])])
print(repr(eg))
print(str(eg), eg.message, len(eg.exceptions), eg.args[0])
print(type(eg.exceptions).__name__)

match, rest = eg.split(ValueError)
print(repr(match))
print(repr(rest))
print(repr(eg.subgroup(OSError)), eg.subgroup(KeyError), eg.split(KeyError)[1] is eg, eg.split(Exception)[0] is eg)
print(repr(eg.subgroup((TypeError, OSError))))
print(repr(eg.subgroup(lambda e: isinstance(e, ValueError) and e.args[0] > 1)))
print(repr(eg.split(lambda e: isinstance(e, ExceptionGroup) and e.message == "inner")[0]))

for args in (("m",), ("m", []), ("m", 5), (5, [ValueError()]), ("m", [5]), ("m", [ValueError]), ("m", [KeyboardInterrupt()]), ("m", [ValueError()], 3), ("m", ValueError())):
    try:
        print(repr(ExceptionGroup(*args)))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
print(issubclass(ExceptionGroup, Exception), issubclass(BaseExceptionGroup, Exception))
for bad in 5, "text", int, (ValueError, 5):
    try:
        eg.split(bad)
    except TypeError as error:
        print(error)


class MyGroup(ExceptionGroup):
    def __new__(cls, message, errors, code=0):
        obj = super().__new__(cls, message, errors)
        obj.code = code
        return obj

    def derive(self, errors):
        return MyGroup(self.message, errors, self.code)


my = MyGroup("mine", [ValueError(1), TypeError(2)], 7)
part = my.subgroup(ValueError)
print(repr(part), part.code, type(part).__name__)


class NoDerive(ExceptionGroup): ...


print(type(NoDerive("n", [ValueError(1), TypeError(2)]).subgroup(ValueError)).__name__)


class BadDerive(ExceptionGroup):
    def derive(self, errors):
        return "not a group"


try:
    BadDerive("b", [ValueError(), TypeError()]).split(ValueError)
except TypeError as error:
    print(error)
try:
    raise eg from KeyError("cause")
except ExceptionGroup as caught:
    part = caught.subgroup(TypeError)
    print(repr(part.__cause__), part.__traceback__ is caught.__traceback__, part.__context__)
try:
    eg.exceptions = ()
except AttributeError as error:
    print(error)


def leaves(group):
    for e in group.exceptions:
        if isinstance(e, BaseExceptionGroup):
            yield from leaves(e)
        else:
            yield e


print([repr(e) for e in leaves(eg)])
print(ExceptionGroup[ValueError], eg == eg, repr(ExceptionGroup("t", (ValueError(),))))
