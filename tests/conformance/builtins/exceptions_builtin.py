"""Builtin exceptions: attributes, arguments, hierarchy, repr and str."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(BaseException.__subclasses__() != [], ValueError("a"), repr(ValueError("a")), ValueError("a", 1),
    repr(ValueError("a", 1)), ValueError().args, repr(ValueError()), str(ValueError()), ValueError([1]).args,
    repr(KeyError("k")), str(KeyError("k")), str(KeyError("a", "b")), str(KeyError()))
names = """
ArithmeticError AssertionError AttributeError BufferError EOFError FloatingPointError GeneratorExit
ImportError IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError
NameError NotImplementedError OSError OverflowError RecursionError ReferenceError RuntimeError
StopAsyncIteration StopIteration SyntaxError SystemError SystemExit TabError TypeError UnboundLocalError
UnicodeDecodeError UnicodeError UnicodeEncodeError UnicodeTranslateError ValueError Warning ZeroDivisionError
BlockingIOError BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError FileExistsError
InterruptedError ProcessLookupError TimeoutError BytesWarning DeprecationWarning EncodingWarning FutureWarning
ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning
UserWarning ExceptionGroup BaseExceptionGroup PythonFinalizationError
"""
for name in names.split():
    kind = __builtins__.__dict__[name]
    print(name, "<", " < ".join(k.__name__ for k in kind.__mro__[1:-2]))
s = SystemExit(3)
print(s.code, SystemExit().code, SystemExit(1, 2).code, StopIteration(5).value, StopIteration().value)
i = ImportError("msg", name="mod", path="/p")
print(i.name, i.path, i.msg, i, repr(i))
a = AttributeError("msg", name="n", obj=5)
print(a.name, a.obj, NameError("x", name="y").name, a)
u = UnicodeDecodeError("utf-8", b"abc\xff", 3, 4, "bad byte")
print(u, u.encoding, u.object, u.start, u.end, u.reason, UnicodeEncodeError("ascii", "xé", 1, 2, "no"),
    UnicodeTranslateError("aéé", 1, 3, "why"))
y = SyntaxError("msg", ("file.py", 3, 5, "some code", 3, 8))
print(y, y.msg, y.filename, y.lineno, y.offset, y.text, y.end_lineno, y.end_offset, SyntaxError("only"),
    repr(SyntaxError("m", ("f", 1, 2, "t"))))
attempt(UnicodeDecodeError, "utf-8", "text", 0, 1, "r")
attempt(UnicodeDecodeError)
attempt(SyntaxError, "m", (1, 2))
attempt(ImportError, other=1)
attempt(ValueError, x=1)
attempt(ExceptionGroup, "m", [])
attempt(ExceptionGroup, "m", [5])
attempt(ExceptionGroup, "m", [KeyboardInterrupt()])
attempt(ExceptionGroup, 5, [ValueError()])
attempt(ExceptionGroup, "m")
print(repr(BaseExceptionGroup("b", [ValueError(1)])), type(BaseExceptionGroup("b", [ValueError()])),
    type(BaseExceptionGroup("b", [KeyboardInterrupt()])))
e = ValueError("x")
e.extra = 1
e.add_note("n1")
print(e.__notes__, e.__traceback__, e.__cause__, e.__context__, e.__suppress_context__, e.with_traceback(None) is e,
    vars(e), e.args)
attempt(e.add_note, 5)
attempt(setattr, e, "__cause__", 5)
attempt(setattr, e, "__traceback__", 5)
attempt(setattr, e, "args", 5)
e.args = (1, 2)
print(e, e.args, ValueError("a") == ValueError("a"), e == e)


class Custom(Exception):
    def __init__(self, code, text):
        self.code = code
        self.text = text


class Shown(Exception):
    def __str__(self):
        return "shown!"


print(Custom(1, "t"), repr(Custom(1, "t")), Custom(1, "t").args, Shown("a"), repr(Shown("a")),
    Custom.__mro__[1].__name__, Exception.__init__(e, 9), e.args)
o = OSError(13, "denied", "a", None, "b")
print(type(o).__name__, o.filename, o.filename2, o.errno, o.strerror, str(o), o.args, OSError("x").errno,
    BlockingIOError(11, "m", 5).characters_written)
