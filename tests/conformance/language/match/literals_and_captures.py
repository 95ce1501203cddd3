"""match: literals, captures, wildcards, or-patterns, guards, values."""


def describe(subject):
    match subject:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus one"
        case 1.5:
            return "one and a half"
        case 2 + 3j | -1 - 1j:
            return "complex"
        case "text" | b"bytes":
            return "string"
        case "implicit" " concatenation":
            return "joined"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case int(n) if n > 100:
            return f"big {n}"
        case str() as s if s.isupper():
            return f"upper {s}"
        case _:
            return "other"


for subject in (0, 0.0, False, 1, True, 3, -1, 1.5, 2 + 3j, -1 - 1j, "text", b"bytes", "implicit concatenation", None, 200, 50, "ABC", [], ()):
    print(repr(subject), "->", describe(subject))


class Color:
    RED = 1
    GREEN = "g"

    class Nested:
        DEEP = (1, 2)


def values(x):
    match x:
        case Color.RED:
            return "red"
        case Color.GREEN:
            return "green"
        case Color.Nested.DEEP:
            return "deep"
        case other:
            return other


print(values(1), values("g"), values((1, 2)), values(9))

# A capture that did not lead to a match may stay bound.
match (1, 2):
    case (a, 3):
        print("never")
    case (b, 2) if b > 5:
        print("never")
    case (c, d):
        print(a if "a" in globals() else "unbound", b, c, d)

match 5:
    case 1 | 2 as low:
        print("never")
    case (3 | 4) | 5 as found:
        print("found", found)

match = {"match": 1}
case = "case"
type = "type"
_ = "underscore"
print(match["match"], case, type, _)
match (case):
    case case:
        print(case)
match case, type:
    case x, y:
        print(x, y)
match -5:
    case -5:
        print("negative")
match [match]:
    case [{"match": n}]:
        print(n)
match not 1:
    case False:
        print("expression")
match x := 4:
    case 4:
        print("walrus", x)
match *[1], 2:
    case 1, 2:
        print("star subject")
print(match(1) if callable(match) else "match is a dict")


def evaluated_once():
    print("subject evaluated")
    return 3


match evaluated_once():
    case 1:
        pass
    case 2:
        pass
    case 3 if print("guard 1"):
        pass
    case 3 if not print("guard 2"):
        print("body")
    case 3:
        print("never")
match 99:
    case 1:
        print("never")
print("no match is fine")
