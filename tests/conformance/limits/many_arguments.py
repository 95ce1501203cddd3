"""Functions with very many parameters, arguments, locals and constants."""


def collect(*args, **kwargs):
    return len(args), len(kwargs), sum(args), sum(kwargs.values())


print(collect(*range(1000)), collect(**{f"k{n}": n for n in range(1000)}), collect(*range(50000)),
    collect(*range(300), **{f"k{n}": 1 for n in range(300)}))
for count in (255, 256, 300, 1000):
    names = ", ".join(f"a{n}" for n in range(count))
    source = f"def f({names}):\n    return a0 + a{count - 1}, len(locals())\nprint(f({', '.join(str(n) for n in range(count))}))"
    exec(source)
source = "def g(" + ", ".join(f"k{n}={n}" for n in range(400)) + "):\n    return k0 + k399\nprint(g(), g(k399=1), g(5))"
exec(source)
source = "def h(*, " + ", ".join(f"k{n}={n}" for n in range(300)) + "):\n    return sum(locals().values())\nprint(h(), h(k0=1000))"
exec(source)
source = "def many():\n" + "".join(f"    v{n} = {n}\n" for n in range(2000)) + "    return v0 + v1999, len(locals())\nprint(many())"
exec(source)
source = "x = [" + ", ".join(str(n) for n in range(10000)) + "]\nprint(len(x), sum(x), x[9999])"
exec(source)
source = "d = {" + ", ".join(f"'k{n}': {n}" for n in range(10000)) + "}\nprint(len(d), d['k9999'])"
exec(source)
source = "s = {" + ", ".join(str(n) for n in range(5000)) + "}\nt = (" + ", ".join(f"'{n}'" for n in range(5000)) + ")\nprint(len(s), len(t), t[4999])"
exec(source)
source = "print(" + " + ".join(str(n) for n in range(3000)) + ")"
exec(source)
source = "".join(f"def f{n}(): return {n}\n" for n in range(1000)) + "print(f0() + f999())"
exec(source, {})
source = "class Big:\n" + "".join(f"    a{n} = {n}\n" for n in range(3000)) + "print(Big.a2999, len([k for k in vars(Big) if k[0] == 'a']))"
exec(source)
source = "if 0: pass\n" + "".join(f"elif x == {n}: r = {n}\n" for n in range(500)) + "print(r)"
exec(source, {"x": 499})
source = "a = b = " + " = ".join(f"c{n}" for n in range(300)) + " = 7\nprint(a, c299)"
exec(source)
source = ", ".join(f"u{n}" for n in range(500)) + " = range(500)\nprint(u0, u499)"
exec(source)
source = "print(f'" + "{1}" * 500 + "'.count('1'))"
exec(source)
source = "print(len('''" + "long line\n" * 20000 + "'''))"
exec(source)
source = "x = 0\n" + "x += 1\n" * 20000 + "print(x)"
exec(source)
source = "def closure():\n" + "".join(f"    v{n} = {n}\n" for n in range(300)) + "    def inner():\n        return " + " + ".join(f"v{n}" for n in range(300)) + "\n    return inner()\nprint(closure())"
exec(source)
try:
    collect(*range(10), **{"a": 1}, **{"a": 2})
except TypeError as error:
    print("TypeError:", str(error).split(".")[-1])


class Wide:
    def __init__(self):
        for n in range(2000):
            setattr(self, f"attr{n}", n)


w = Wide()
print(w.attr0, w.attr1999, len(vars(w)), sum(vars(w).values()))
for n in range(0, 2000, 2):
    delattr(w, f"attr{n}")
print(len(vars(w)), hasattr(w, "attr0"), w.attr1999)
