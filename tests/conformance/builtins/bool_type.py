"""bool: truth of everything, its arithmetic and its place under int."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Empty:
    def __len__(self):
        return 0


class Never:
    def __bool__(self):
        return False


class Both:
    def __bool__(self):
        return True

    def __len__(self):
        return 0


class BadBool:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


for thing in [0, 1, -1, 0.0, 0.1, 0j, "", " ", b"", b"0", [], [0], (), (0,), {}, {0: 0}, set(), {0}, None, ...,
        range(0), range(1), Empty(), Never(), Both(), object(), int, NotImplementedError]:
    print(bool(thing), end=" ")
print()
attempt(bool, BadBool())
attempt(bool, BadLen())
attempt(bool, NotImplemented)
attempt(bool, 1, 2)
attempt(lambda: bool(x=1))
print(bool(), True + True, True * 3, -True, True / 2, True == 1, str(True), repr(False), int(True), True.real,
    f"{True:d}")
print(issubclass(bool, int), isinstance(True, int), type(True), bool.__mro__, True.__class__, True.bit_length())
attempt(type, "Sub", (bool,), {})
print(not 0, not [], not "x", 1 and 2, 0 and 2, 1 or 2, 0 or "" or [] or "last", [] and 1, not not 5)
print(True < 2, False < True, True is not False, True != 1.0, sorted([True, False, 0, 1]), [True, False].count(1),
    "ab"[True], [10, 20][False])
