"""assert: when the message is evaluated, what it may be."""

calls = []


def message():
    calls.append("message")
    return "evaluated"


assert True, message()
print(calls)

for test in [
    lambda: check(False, message),
    lambda: check([], lambda: None),
    lambda: check(0, lambda: ("tuple", "message")),
    lambda: check(None, lambda: ValueError("nested")),
]:

    def check(value, text):
        assert value, text()

    try:
        test()
    except AssertionError as error:
        print(repr(error), error.args, "|", str(error))
print(calls)

try:
    assert 0
except AssertionError as error:
    print(repr(error), repr(str(error)), error.args)

assert [0], "a non-empty list is true"
assert (1 < 2) is True
try:
    assert 1 < 2 < 2, f"{1 + 1} is not more than 2"
except AssertionError as error:
    print(error)

AssertionError_saved = AssertionError


def shadowed():
    AssertionError = ValueError
    assert False, "still the builtin"


try:
    shadowed()
except AssertionError_saved as error:
    print("caught", type(error).__name__, error)
print(__debug__)
try:
    compile("__debug__ = 1", "<test>", "exec")
except SyntaxError as error:
    print(error.msg)
assert not (x := 0), "walrus"
print(x)
