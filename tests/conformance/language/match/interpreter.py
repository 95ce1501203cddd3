"""A tiny expression evaluator over match, as users write them."""


class Node:
    def __init__(self, *values):
        for name, value in zip(self.__match_args__, values, strict=True):
            setattr(self, name, value)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(repr(getattr(self, n)) for n in self.__match_args__)})"


class Num(Node):
    __match_args__ = ("value",)


class Var(Node):
    __match_args__ = ("name",)


class Bin(Node):
    __match_args__ = ("op", "left", "right")


class Neg(Node):
    __match_args__ = ("operand",)


class Let(Node):
    __match_args__ = ("name", "value", "body")


def evaluate(node, env):
    match node:
        case Num(v):
            return v
        case Var(name) if name in env:
            return env[name]
        case Var(name):
            raise NameError(name)
        case Bin("+", l, r):
            return evaluate(l, env) + evaluate(r, env)
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)):
            return 0
        case Bin("*", l, r):
            return evaluate(l, env) * evaluate(r, env)
        case Bin(op):
            raise ValueError(f"operator {op}")
        case Neg(Neg(inner)):
            return evaluate(inner, env)
        case Neg(inner):
            return -evaluate(inner, env)
        case Let(name, value, body):
            return evaluate(body, env | {name: evaluate(value, env)})
        case _:
            raise TypeError(type(node).__name__)


def simplify(node):
    match node:
        case Bin(op, l, r):
            match Bin(op, simplify(l), simplify(r)):
                case Bin("+", Num(0), x) | Bin("+", x, Num(0)):
                    return x
                case Bin("*", Num(1), x) | Bin("*", x, Num(1)):
                    return x
                case Bin("*", Num(0) as zero, _) | Bin("*", _, Num(0) as zero):
                    return zero
                case Bin("+", Num(a), Num(b)):
                    return Num(a + b)
                case other:
                    return other
        case Neg(Num(v)):
            return Num(-v)
        case _:
            return node


tree = Let("x", Num(5), Bin("+", Bin("*", Var("x"), Num(3)), Neg(Neg(Num(2)))))
print(tree)
print(evaluate(tree, {}))
print(simplify(Bin("+", Bin("*", Num(1), Var("y")), Bin("+", Num(0), Num(0)))))
print(simplify(Bin("+", Num(2), Bin("*", Num(0), Var("z")))), simplify(Neg(Num(4))))
for bad in Var("q"), Bin("/", Num(1), Num(2)), 7:
    try:
        evaluate(bad, {})
    except (NameError, ValueError, TypeError) as error:
        print(type(error).__name__, error)


def tokens(text):
    i = 0
    while i < len(text):
        match text[i]:
            case " " | "\t":
                i += 1
            case c if c.isdigit():
                j = i
                while j < len(text) and text[j].isdigit():
                    j += 1
                yield "num", int(text[i:j])
                i = j
            case "+" | "*" | "(" | ")" as symbol:
                yield "sym", symbol
                i += 1
            case c:
                raise SyntaxError(f"bad character {c!r} at {i}")


print(list(tokens("12 + (3*4)")))
try:
    list(tokens("1 ? 2"))
except SyntaxError as error:
    print(error)
