"""globals, locals, dir without arguments, exec, eval and compile."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


x = 1
print(globals()["x"], "attempt" in globals(), globals() is locals(), __name__, "__builtins__" in globals())
globals()["made"] = "by globals"
print(made)


def f(a, b=2):
    c = a + b
    snapshot = locals()
    d = 4
    return snapshot, locals(), dir(), vars()


print(*f(1), sep="\n")


def g():
    n = 1

    def inner():
        return n, locals()

    return inner()


print(g())


class C:
    y = 2
    inside = sorted(k for k in locals() if not k.startswith("__"))
    listed = [k for k in ("y", "inside")]


print(C.inside, C.listed)
print(eval("x + 1"), eval("a * b", {"a": 6, "b": 7}), eval("a + g", {"g": 1}, {"a": 2}), eval(" 3 "), eval(b"1+1"),
    eval(compile("x", "<c>", "eval")))
space = {"n": 5}
exec("m = n * 2\ndef h(): return m\nr = h()", space)
print(space["m"], space["r"], "__builtins__" in space, exec("x"), exec("x = 99") or x)
inner = {}
exec("p = 1", {}, inner)
print(inner)
attempt(eval, "1 +")
attempt(eval, "x = 1")
attempt(eval, "nope")
attempt(eval, "")
attempt(eval, 5)
attempt(exec, "raise KeyError('k')")
attempt(exec, 5)
attempt(eval, "x", 5)
attempt(eval, "x", {}, 5)
attempt(compile, "1", "f", "bad")
attempt(compile, "a b", "f", "exec")
attempt(compile, 5, "f", "exec")
attempt(eval, "len", {"__builtins__": {}})
code = compile("print('compiled', z)", "<test>", "exec")
exec(code, {"z": 26})
single = compile("1 + 1", "<s>", "single")
exec(single)
print(code.co_filename, code.co_name, type(code), code == compile("print('compiled', z)", "<test>", "exec"))
print(eval("[i for i in range(3)]"), eval("(lambda k: k * 2)(4)"), eval("__import__('math').pi"),
    eval("locals()", {}, {"only": 1}))


def scope():
    v = "local"
    exec("v = 'changed'")
    return v, eval("v"), sorted(locals())


print(scope())
