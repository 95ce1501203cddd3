"""exec and eval with explicit namespaces, mappings, closures, builtins."""

g = {}
exec("x = 1\ndef f(): return x\ny = f()", g)
print(g["x"], g["y"], "__builtins__" in g, sorted(k for k in g if k != "__builtins__"))
g["x"] = 10
print(g["f"](), g["f"].__globals__ is g, g["f"].__module__)

local = {}
exec("z = 2; w = x + z", g, local)
print(local, "z" in g)
try:
    exec("a = 1\ndef f(): return a\nf()", {}, {})
except NameError as error:
    print(error)
print(eval("x + z", g, local), eval("[i for i in range(z)]", g, local), eval("(lambda: x)()", g, local))


class Namespace(dict):
    def __missing__(self, key):
        print("missing", key)
        return key * 2

    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)


ns = Namespace()
exec("q = ab\nr = q\ndel q", {}, ns)
print(ns)
print(eval("a + b", {}, Namespace()))


def function():
    value = "local"
    exec("value = 'changed'; new = 1")
    try:
        eval("new")
    except NameError as error:
        print(error)
    return value, eval("value"), eval("[value for _ in 'x']"), sorted(locals())


print(function())
value = "global"
exec("value = 'changed by exec'")
print(value)
restricted = {"__builtins__": {"len": len}}
print(eval("len('abc')", restricted))
for code in "print(1)", "open('x')", "[].__class__", "import math":
    try:
        exec(code, restricted)
        print("ran", code)
    except (NameError, ImportError) as error:
        print(type(error).__name__, error)


class Body:
    attr = 1
    exec("made = attr + 1")
    seen = eval("attr")


print(Body.made, Body.seen)
for args in ("1", 5), ("1", {}, 5), ("1", []), (5,), ("1", None, None):
    try:
        print(eval(*args))
    except TypeError as error:
        print(error)
exec("global top\ntop = 5", g, {})
print(g["top"])
exec("def outer():\n  n = 1\n  def inner():\n    nonlocal n\n    n += 1\n    return n\n  return inner()\nr = outer()", g)
print(g["r"])
print(eval("__name__", {"__name__": "given"}), eval("__name__"))
exec("class K:\n  def m(self): return __class__.__name__\nprint(K().m(), K.__module__)", {"__name__": "modname"})
try:
    exec("1/0", {}, {})
except ZeroDivisionError as error:
    print(error.__traceback__.tb_next.tb_frame.f_code.co_filename, error.__traceback__.tb_next.tb_lineno)


def closure_code():
    free = 3

    def inner():
        return free

    try:
        exec(inner.__code__)
    except TypeError as error:
        print(error)
    return inner.__code__, inner.__closure__


code, cells = closure_code()
try:
    exec(code, {}, closure=())
except TypeError as error:
    print(error)
exec(code, closure=cells)
exec("a: int = 5", ns2 := {})
print(ns2["a"], eval("1,"), eval(" 5 "), exec("pass"))
