"""The format mini-language on strings and str.format."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for spec in ["", "s", "10", "<10", ">10", "^10", "*^10", ".3", "10.3", ">10.2s", "0", "010", "é^9", "05s"]:
    print(repr(spec), repr(format("pyish", spec)))
for spec in ["d", "+", "=10", " ", ",", "#", "x", ".", "10.", "z", "_", "-5"]:
    attempt(format, "pyish", spec)
print("{} {} {!r} {!s:>5} {!a}".format(1, "two", "three", "x", "é"))
print("{0} {1} {0}".format("a", "b"), "{x} {y[0]} {y[1][k]} {z.real}".format(x=1, y=[2, {"k": 3}], z=4))
print("{{}} {{{}}}".format(5), "{:>{width}.{precision}f}".format(3.14159, width=10, precision=2),
    "{:{}}".format("a", 4) + "|")
print("{0[key]} {0[a b]}".format({"key": "v", "a b": "c"}), "{0[1]}".format({1: "one"}))
for template, args in [("{} {}", (1,)), ("{0} {}", (1, 2)), ("{} {0}", (1, 2)), ("{", ()), ("}", ()), ("{x}", ()),
    ("{0.x}", (1,)), ("{0[5]}", ([1],)), ("{!z}", (1,)), ("{!}", (1,)),
                       ("{:{:{}}}", (1, 2, 3)), ("{0!r:}", ("q",)), ("{a.}", ()), ("{0[}", ([1],)),
                       ("{0[]}", ([1],)), ("{ 0}", (1,)), ("{:d}", ("x",)), ("{0.__class__.__name__}", (1,)),
                       ("{-1}", (1,))]:
    attempt(template.format, *args)
print("{a}-{b}".format_map({"a": 1, "b": 2}))


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        return f"[{spec}:{self.cents}]"


print("{a}-{b}".format_map(Default(a=1)), f"{Money(5)} {Money(6):wide} {Money(7):{'x' * 3}}",
    "{:%Y}".format(Money(8)))
attempt("{a}".format_map, {})
attempt(format, object(), "x")
attempt(format, [], "5")
attempt(format, None, ">10")
attempt(format, 1, 2)
print(format([1, 2]), format(None), format(object) == str(object))
