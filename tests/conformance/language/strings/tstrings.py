"""t-strings: Template objects, their strings, interpolations, iteration, addition."""

name, n = "World", 5
t = t"Hello {name!r:>10} and {n + 1}!"
print(type(t).__name__, t.strings, t.values)
for i in t.interpolations:
    print(type(i).__name__, i.value, i.expression, i.conversion, i.format_spec)
print([part if isinstance(part, str) else part.value for part in t])
print(t"".strings, t"".interpolations, t"plain".strings, t"{n}".strings, t"{n}{name}".strings)
print(t"{n=}".strings, t"{n=}".interpolations[0].conversion, t"{n = :>5}".strings)
print(t"{n:{n}}".interpolations[0].format_spec, t"{n:.{1 + 1}f}".interpolations[0].format_spec)
print([p for p in t"{n}" if isinstance(p, str)], list(t"ab"), len(list(t"a{n}b{n}")))
both = t"one {n} " + t"two {name}"
print(both.strings, both.values)
concat = t"a{n}" t"b{name}c"
print(concat.strings, concat.values)
try:
    t"a" + "b"
except TypeError as error:
    print(error)
try:
    "b" + t"a"
except TypeError as error:
    print(error)


def html(template):
    out = []
    for part in template:
        if isinstance(part, str):
            out.append(part)
        else:
            value = part.value
            match part.conversion:
                case "r":
                    value = repr(value)
                case "s":
                    value = str(value)
            text = format(value, part.format_spec)
            out.append(text.replace("&", "&amp;").replace("<", "&lt;"))
    return "".join(out)


evil = "<script>"
print(html(t"<p>{evil}</p> {n:03} {evil!r:>12}"))
print(html(t"{'nested'} {f'{n}'} {t'{n}'.values[0]}"))
nested = t"outer {t'inner {n}'}"
print(nested.values[0].strings)
print(t"{n}" == t"{n}", t"{n}".interpolations[0].value is n)
print(rt"\n{n}".strings, tr"\t".strings, t"{{}}".strings, T"x".strings)
print(t"""multi
line {name}""".strings)
evaluated = []
lazy = t"{evaluated.append(1)}"
print("evaluated at once", evaluated)
print(t"{  name  }".interpolations[0].expression, t"{name # comment
}".interpolations[0].expression)
try:
    t"{undefined}"
except NameError as error:
    print(error)
i = t"{n!r:x}".interpolations[0]
print(type(i).__match_args__)
print(repr(t), repr(i))
for text in "t'{'", "t'{}'", "t'a' 'b'", "t'a' f'b'", "t'{a!x}'", "bt'x'", "ft'x'", "ut'x'", "t'a' b'c'":
    try:
        compile(text, "<test>", "eval")
        print("fine:", text)
    except SyntaxError as error:
        print(f"{text}: {error.msg}")
try:
    t.strings = ()
except AttributeError as error:
    print(error)
