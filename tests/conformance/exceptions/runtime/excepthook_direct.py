"""sys.__excepthook__ called by hand with several kinds of errors, to stdout."""

import sys

sys.stderr = sys.stdout


def fail():
    raise ValueError("shown")


try:
    fail()
except ValueError as error:
    sys.excepthook(type(error), error, error.__traceback__)
    sys.excepthook(type(error), error, error.__traceback__.tb_next)
    sys.excepthook(type(error), error, None)
sys.excepthook(KeyError, KeyError("no traceback"), None)
try:
    compile("x = = 1", "name.py", "exec")
except SyntaxError as error:
    sys.excepthook(type(error), error.with_traceback(None), None)
error = SyntaxError("made by hand", ("nowhere.py", 3, 7, "some text here\n", 3, 11))
sys.excepthook(SyntaxError, error, None)
sys.excepthook(SyntaxError, SyntaxError("no details"), None)
sys.excepthook(SyntaxError, SyntaxError("no text", ("f.py", 3, 1, None)), None)
sys.excepthook(SyntaxError, SyntaxError("offset beyond", ("f.py", 3, 99, "short")), None)
sys.excepthook(SyntaxError, SyntaxError("offset zero", ("f.py", 3, 0, "short")), None)
sys.excepthook(OSError, OSError(2, "No such file", "f"), None)
sys.excepthook(Exception, Exception(), None)
sys.excepthook(Exception, Exception("a", 1), None)
sys.excepthook(AssertionError, AssertionError(), None)
sys.excepthook(StopIteration, StopIteration(5), None)
sys.excepthook(KeyError, KeyError("key\nwith newline"), None)
sys.excepthook(UnicodeDecodeError, UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), None)
group = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError("k")])])
sys.excepthook(ExceptionGroup, group, None)
many = ExceptionGroup("many", [ValueError(i) for i in range(20)])
sys.excepthook(ExceptionGroup, many, None)
deep = ValueError("leaf")
for i in range(12):
    deep = ExceptionGroup(f"level {i}", [deep])
sys.excepthook(ExceptionGroup, deep, None)
