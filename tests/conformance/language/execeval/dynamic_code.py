"""Code built at run time: named tuples by hand, dispatch tables, templates, type()."""


def make_record(name, *fields):
    lines = [f"class {name}:", f"    __slots__ = {fields!r}", f"    def __init__(self, {', '.join(fields)}):"]
    lines += [f"        self.{f} = {f}" for f in fields]
    lines += ["    def __repr__(self):", f"        return '{name}(' + ', '.join(f'{{n}}={{getattr(self, n)!r}}' for n in self.__slots__) + ')'"]
    lines += ["    def __eq__(self, other):", "        return type(self) is type(other) and all(getattr(self, n) == getattr(other, n) for n in self.__slots__)"]
    namespace = {"__name__": __name__}
    exec("\n".join(lines), namespace)
    return namespace[name]


Point = make_record("Point", "x", "y")
print(Point(1, 2), Point(1, 2) == Point(1, 2), Point(1, 2) == Point(2, 1), Point.__module__)
try:
    Point(1)
except TypeError as error:
    print(error)

table = {}
for op, symbol in ("add", "+"), ("sub", "-"), ("mul", "*"):
    table[op] = eval(f"lambda a, b: a {symbol} b")
print({name: f(7, 3) for name, f in table.items()})


def template(text):
    parts = []
    for i, piece in enumerate(text.split("%")):
        parts.append(f"str({piece})" if i % 2 else repr(piece))
    return eval("lambda **v: " + " + ".join(parts).replace("str(", "str(v['").replace(")", "'])"))


print(template("Dear %name%, you owe %amount%.")(name="Ada", amount=3))

Shape = type("Shape", (), {"sides": 0, "describe": lambda self: f"{type(self).__name__} with {self.sides} sides"})
shapes = [type(name, (Shape,), {"sides": n}) for name, n in (("Triangle", 3), ("Square", 4))]
print([s().describe() for s in shapes], shapes[0].__mro__[1] is Shape)


def unroll(n):
    source = "def power(x):\n    r = 1\n" + "    r *= x\n" * n + "    return r\n"
    namespace = {}
    exec(compile(source, f"<power{n}>", "exec"), namespace)
    return namespace["power"]


print([unroll(n)(2) for n in (0, 1, 10)], unroll(3).__code__.co_filename)


class Calculator:
    def __init__(self):
        self.names = {"__builtins__": {}, "pi": 3}

    def run(self, line):
        try:
            return eval(line, self.names)
        except SyntaxError:
            try:
                exec(line, self.names)
            except Exception as error:
                return f"{type(error).__name__}: {error}"
        except Exception as error:
            return f"{type(error).__name__}: {error}"


calculator = Calculator()
for line in "1 + 1", "x = 5", "x * pi", "y", "def double(n): return n * 2", "double(x)", "1 / 0", "open('f')", "(", "x = = 1":
    print(line, "->", calculator.run(line))
for name in "alpha", "beta":
    exec(f"def say_{name}(): return {name!r}")
print(say_alpha(), say_beta())
print(setattr(Point, "norm", lambda self: abs(self.x) + abs(self.y)), Point(-3, 4).norm())
print([eval(s) for s in ("1_000", "0x1F", "'a' 'b'", "[*range(3)]", "{**{}}", "...", "not 1")])
