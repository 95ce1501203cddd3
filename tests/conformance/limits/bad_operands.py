"""Operators on the wrong kinds of operands: the texts of the TypeErrors."""

import operator

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Plain:
    pass


values = [1, 1.5, 1j, "s", b"b", [1], (1,), {1: 2}, {1}, None, Plain(), len, Plain]
names = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "and_", "or_", "xor", "matmul", "lt",
    "ge"]
for name in names:
    op = getattr(operator, name)
    for left, right in [(1, "s"), ("s", 1), ([1], (1,)), (None, 1), (1, None), ({1: 2}, {1}), ({1}, [1]),
            (b"b", "s"), (1j, "s"), (1.5, [1]), (values[10], 1), (1, values[10]), (Plain, 1), ("s", b"b")]:
        try:
            result = op(left, right)
            print(name, "fine", end="; ")
        except TypeError as error:
            print(error, end="; ")
    print()
for value in values:
    for op in (operator.neg, operator.pos, operator.invert, operator.index, abs, len, iter, hash, int, float,
            complex, round):
        try:
            op(value)
        except (TypeError, ValueError, DeprecationWarning) as error:
            if "0x" not in str(error):
                print(error, end="; ")
    print()
for statement in ["x = 1; x += 's'", "x = 's'; x += 1", "x = 's'; x -= 's'", "x = None; x += 1", "x = [1]; x += 1",
    "x = (1,); x += [1]", "x = {}; x |= 1", "x = {1}; x |= [1]", "x = 1; x @= 2", "x = 's'; x *= 's'",
    "x = []; x *= 1.5", "x = 1; x **= 's'", "x = 1; x >>= 1.5", "x = 's'; x %= 1", "x = 1; x[0]", "x = 1; x[0] = 1",
    "x = 1; del x[0]", "x = 's'; x[0] = 'a'", "x = 's'; del x[0]", "x = (1,); del x[0]",
                  "x = None; x.y", "x = None; x.y = 1", "x = None; del x.y", "x = 5; x()", "for x in 5: pass",
                  "a, b = 5", "[*5]", "{**5}", "print(*5)", "5 in 5", "1 in 's'", "x = {}; x[[]] = 1", "x = {[]}",
                  "with 5: pass", "raise 5", "raise int", "raise None", "try: 1/0\nexcept 5: pass",
                  "class X(5): pass", "class X(None): pass", "from sys import nothing",
                  "import nothing_of_this_name", "import math.pi", "del nothing", "nothing", "assert 0",
                  "assert 0, 'message'", "assert (), [1]", "lambda: 0 + ''", "'%d' % 's'", "(1).x", "[][0]",
                  "{}['k']", "''[0]", "().x", "1 < 's'", "[] < 5", "None < None", "{} < {}", "1j < 2j",
                  "object() < object()", "len < len", "int < str", "@5\ndef f(): pass", "isinstance(1, 1)",
                  "type.__call__()", "int.__add__('s', 1)", "str.upper(5)", "list.append(5, 1)",
                  "object.__init__()", "object.__new__()", "object.__new__(5)", "int.__new__(str)",
                  "float.__new__(int)"]:
    try:
        exec(statement, {})
        print("fine", statement)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")
