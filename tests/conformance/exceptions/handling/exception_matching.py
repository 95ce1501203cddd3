"""Which clause catches: subclasses, tuples, order, BaseException, dynamic types, metaclasses."""


class AppError(Exception): ...
class NotFound(AppError, KeyError): ...
class Fatal(BaseException): ...


def classify(error):
    try:
        raise error
    except (NotFound, IndexError):
        return "not found or index"
    except AppError:
        return "app"
    except LookupError:
        return "lookup"
    except ArithmeticError as e:
        return f"arithmetic {type(e).__name__}"
    except OSError as e:
        return f"os {type(e).__name__} {e.errno}"
    except Exception:
        return "exception"
    except BaseException as e:
        return f"base {type(e).__name__}"


for error in (NotFound("x"), AppError(), KeyError(), IndexError(), ZeroDivisionError(), OverflowError(), FileNotFoundError(2, "no"), OSError(17, "exists"), TypeError(), StopIteration(), KeyboardInterrupt(), SystemExit(1), GeneratorExit(), Fatal()):
    print(type(error).__name__, "->", classify(error))

kinds = {"value": ValueError, "both": (ValueError, TypeError), "nested": ((ValueError,), TypeError)}
for name, kind in kinds.items():
    try:
        try:
            raise TypeError("t")
        except kind:
            print(name, "caught")
    except TypeError as error:
        print(name, "not caught:", error)


class Meta(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, sub):
        return True


class Greedy(Exception, metaclass=Meta): ...


try:
    try:
        raise ValueError("v")
    except Greedy:
        print("never: matching looks at the real classes")
except ValueError:
    print("not caught by a virtual base")
print(isinstance(ValueError(), Greedy))
try:
    raise NotFound("key")
except KeyError as error:
    print(str(error), repr(error), error.args)
print(isinstance(NotFound(), (AppError, KeyError)), NotFound.__mro__[1:4])
for name in "IOError", "EnvironmentError":
    print(name, getattr(__builtins__, name) is OSError)
print(OSError(2, "x").__class__.__name__, OSError(13, "x").__class__.__name__, OSError(17, "x").__class__.__name__, OSError(4, "x").__class__.__name__, OSError(99, "x").__class__.__name__, OSError("one").__class__.__name__)
