"""except*: matching parts, the rest, new errors, naked exceptions, else and finally."""


def group():
    return ExceptionGroup("eg", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3), KeyError(4)])])


def show(error):
    print("  remains:", repr(error))


try:
    try:
        raise group()
    except* ValueError as eg:
        print("values", repr(eg))
    except* (TypeError, KeyError) as eg:
        print("others", repr(eg))
    else:
        print("never")
    finally:
        print("finally")
    print("all handled")
    try:
        raise group()
    except* ValueError:
        print("only values")
except ExceptionGroup as error:
    show(error)

try:
    raise ValueError("naked")
except* ValueError as eg:
    print(repr(eg))
try:
    try:
        raise KeyError("unmatched")
    except* ValueError:
        print("never")
except KeyError as error:
    show(error)

try:
    pass
except* ValueError:
    print("never")
else:
    print("else")

try:
    try:
        raise group()
    except* ValueError as eg:
        raise OSError("new")
    except* TypeError as eg:
        raise
except ExceptionGroup as error:
    show(error)
    for e in error.exceptions:
        print("   ", repr(e), repr(e.__context__)[:40])
try:
    try:
        raise group()
    except* Exception as eg:
        raise LookupError("replaces everything") from eg
except ExceptionGroup as error:
    show(error)
except LookupError as error:
    print("bare", repr(error), type(error.__cause__).__name__)


def nested_loops():
    for i in range(2):
        try:
            raise ExceptionGroup("l", [ValueError(i)])
        except* ValueError as e:
            x = e.exceptions[0].args
        print(i, x)


nested_loops()
try:
    try:
        raise group()
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
try:
    try:
        raise group()
    except* 5:
        pass
except TypeError as error:
    print(error)
try:
    try:
        raise BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError()])
    except* ValueError:
        print("value part")
except BaseExceptionGroup as error:
    show(error)
for text in "try: pass\nexcept* ValueError: pass\nexcept KeyError: pass", "try: pass\nexcept*: pass", "while 1:\n try: pass\n except* ValueError: break", "def f():\n try: pass\n except* ValueError: return", "for i in x:\n try: pass\n except* ValueError: continue", "try: pass\nexcept ValueError: pass\nexcept* KeyError: pass", "try: pass\nexcept* a, b: pass", "try: pass\nexcept* a, b as c: pass":
    try:
        compile(text, "<test>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
