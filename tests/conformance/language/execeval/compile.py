"""compile(): modes, code objects, flags, filename, line numbers."""

code = compile("a = 1\nb = a + 1", "name.py", "exec")
print(code.co_name, code.co_filename, code.co_firstlineno, code.co_names, code.co_argcount)
ns = {}
print(exec(code, ns), ns["b"])
code = compile("1 + 2 * x", "<expr>", "eval")
print(eval(code, {"x": 4}), exec(code, {"x": 1}))
single = compile("5 + 5", "<single>", "single")
exec(single)
exec(compile("None", "<single>", "single"))
exec(compile("x = 3; x", "<single>", "single"))
exec(compile("for i in range(2): i\n", "<single>", "single"))
exec(compile("'a'; 'b'; [1]", "<single>", "single"))
import builtins

print(builtins._)


def show(value):
    print("displayhook", value)


import sys

sys.displayhook = show
exec(compile("40 + 2", "<single>", "single"))
sys.displayhook = sys.__displayhook__
code = compile("def f(a, b=2, *c, d, **e):\n    '''doc'''\n    x = 1\n    return lambda: x", "f.py", "exec")
f = [c for c in code.co_consts if hasattr(c, "co_code")][0]
print(f.co_name, f.co_qualname, f.co_argcount, f.co_kwonlyargcount, f.co_varnames, f.co_cellvars, f.co_flags & 0xC, f.co_firstlineno)
inner = [c for c in f.co_consts if hasattr(c, "co_code")][0]
print(inner.co_name, inner.co_qualname, inner.co_freevars)
for source, mode in ("1", "bad"), ("1", None), (b"1 + 1", "eval"), (5, "exec"), ("1\0", "exec"):
    try:
        print(eval(compile(source, "f", mode)))
    except (ValueError, TypeError, SyntaxError) as error:
        print(type(error).__name__, error)
print(eval(compile("__debug__", "f", "eval", optimize=1)), eval(compile("__debug__", "f", "eval", optimize=0)))
exec(compile("assert False, 'removed'\nprint('assert was removed')", "f", "exec", optimize=1))
exec(compile("def f():\n    'doc'\nprint(f.__doc__)", "f", "exec", optimize=2))
g = compile("lambda: (yield)", "f", "eval")
print(type(eval(g)()).__name__)
lines = compile("\n\nx = 1\n\n\ny = 1/0\n", "lines.py", "exec")
try:
    exec(lines)
except ZeroDivisionError as error:
    print(error.__traceback__.tb_next.tb_lineno, error.__traceback__.tb_next.tb_frame.f_code.co_filename)
print(compile("x", "a", "eval") == compile("x", "a", "eval"), compile("x", "a", "eval") == compile("y", "a", "eval"))
print(type(code).__name__, callable(code))
try:
    code.co_name = "x"
except AttributeError as error:
    print(error)
bytes_source = "# -*- coding: latin-1 -*-\nname = 'é'\n".encode("latin-1")
ns = {}
exec(bytes_source, ns)
print(ns["name"])
