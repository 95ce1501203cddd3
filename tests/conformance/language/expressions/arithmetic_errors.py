"""The TypeError and ZeroDivisionError texts of the arithmetic operators."""

import operator

pairs = [(1, "a"), ("a", 1), ([1], (2,)), (None, 1), ({}, {}), (1.5, []), (object, 1), ("a", "b"), (1, None), (b"x", "y")]
names = ["add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and_", "or_", "xor"]
inplace = ["iadd", "isub", "imul", "imatmul", "itruediv", "ifloordiv", "imod", "ipow", "ilshift", "irshift", "iand", "ior", "ixor"]

for name in names:
    for a, b in pairs[:4]:
        try:
            print(name, getattr(operator, name)(a, b))
        except TypeError as error:
            print(name, error)

for name in inplace:
    for a, b in pairs[3:6]:
        try:
            print(name, getattr(operator, name)(a, b))
        except TypeError as error:
            print(name, error)

for name in ["lt", "le", "gt", "ge", "eq", "ne"]:
    for a, b in pairs:
        try:
            print(name, getattr(operator, name)(a, b))
        except TypeError as error:
            print(name, error)

for function in [lambda x: -x, lambda x: +x, lambda x: ~x]:
    for value in ["a", None, [], 1.5]:
        try:
            print(function(value))
        except TypeError as error:
            print(error)

for expression in "1/0", "1//0", "1%0", "1.0/0", "1.0//0", "1.0%0", "1j/0", "0**-1", "0.0**-1", "divmod(1,0)", "divmod(1.0,0)", "pow(2,3,0)", "1<<-1", "1>>-1", "2**'a'", "pow(2,-1,4)", "0j**-1", "10**400*1.0", "int(1e400)", "int(float('nan'))", "2.0**10000", "(-8)**0.5", "pow('a', 2)", "pow(2, 3.0, 5)":
    try:
        print(expression, "=", eval(expression))
    except Exception as error:
        print(expression, "->", type(error).__name__, error)
