"""The tree of builtin exceptions: bases, abstractness, construction."""

import builtins


def tree(cls, depth=0):
    print("  " * depth + cls.__name__)
    for sub in sorted(cls.__subclasses__(), key=lambda c: c.__name__):
        if getattr(builtins, sub.__name__, None) is sub:
            tree(sub, depth + 1)


tree(BaseException)
print(BaseException.__bases__, ExceptionGroup.__mro__)
for name in sorted(dir(builtins)):
    cls = getattr(builtins, name)
    if isinstance(cls, type) and issubclass(cls, BaseException) and not issubclass(cls, (BaseExceptionGroup, UnicodeError, Warning)) and not name.startswith("_"):
        error = cls("a")
        print(name, repr(error), repr(str(error)), error.args, cls.__module__, cls.__doc__ is not None, end="; ")
        error = cls("a", ("f", 1, 1, "t") if issubclass(cls, SyntaxError) else 2)
        print(repr(error), repr(str(error)))
