"""return: values, none, tuples, through finally and loops."""


def nothing():
    pass


def bare(flag):
    if flag:
        return
    return "value"


def many():
    return 1, *[2, 3], 4


def single():
    return (1,)


def through_finally():
    try:
        return "try"
    finally:
        print("finally runs after the value is computed")


def override():
    try:
        1 / 0
    except ZeroDivisionError:
        return "except"
    finally:
        print("cleanup")


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def list_is_shared():
    x = [1]
    try:
        return x
    finally:
        x.append(2)


def from_loop():
    for i in range(10):
        while True:
            for c in "abc":
                if c == "b":
                    return i, c


def nested_functions():
    def inner():
        return "inner"

    return inner()


print(nothing(), bare(True), bare(False), many(), single())
print(through_finally())
print(override())
print(value_is_kept(), list_is_shared(), from_loop(), nested_functions())
print((lambda: (yield))().__class__.__name__)


def conditional(n):
    return "neg" if n < 0 else "zero" if n == 0 else "pos"


print([conditional(n) for n in (-1, 0, 1)])
for text in "return 1", "class C:\n  return 1", "yield 1", "class C:\n  yield", "await x", "def f():\n  await x", "x = yield", "def f(): return\nreturn", "async def f():\n  yield 1\n  return 2", "break", "continue", "if 1:\n  break", "def f():\n  continue", "for i in x:\n  def g():\n    break", "for x in y: pass\nelse: break":
    try:
        compile(text, "<test>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
