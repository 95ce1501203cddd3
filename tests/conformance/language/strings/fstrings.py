"""f-strings: conversions, specs, nesting, the = form, quotes, escapes."""

name, value, width, pi = "World", 42, 10, 3.14159265
print(f"Hello {name}!", f"{value}", f"{value + 1}", f"{'literal'}", f"{{braces}}", f"{{{value}}}", f"")
print(f"{name!r} {name!s} {name!a} {'é'!a}", f"{value!r:>5}|")
print(f"{value:5}|{value:<5}|{value:^5}|{value:>5}|{value:05}|{value:+}|{value:x}|{value:#b}|{value:,}")
print(f"{pi:.2f}|{pi:10.3f}|{pi:e}|{pi:.3g}|{pi:%}|{1e10:,.1f}|{-pi:08.2f}|{pi:+.1f}|{pi: .1f}")
print(f"{name:10}|{name:>10}|{name:*^10}|{name:.3}|{name:>{width}}|{name:{'*'}^{width}}|{pi:{width}.{1 + 1}f}")
print(f"{value=}", f"{value = }", f"{value =:>6}", f"{name=!s}", f"{name=}", f"{ value + 1 = }", f"{pi=:.2f}", f"{'a' 'b'=}")
print(f"{[1, 2][0]} {({'k': 'v'})['k']} {(lambda x: x * 2)(4)} { {1: 2} } {({1, 2} - {1})}")
print(f"{'nested ' + f'{value:{width}}' + '!'} {f'{f'{f'{1}'}'}'}")
print(f"{"same quotes"} {"a" if value else "b"} {d['x'] if (d := {'x': 1}) else 0}")
print(f'{name
    .upper()} {  # a comment
    value
}')
print(f"""triple {name}
  second {'line'
  }""")
print(f"\t{name}\x21\u0021\N{EXCLAMATION MARK}", f"{'\n'.join(['a', 'b'])!r}", rf"\n{value}\d", f"\\{value}\"")
print(f"{value!r:^{width}}", f"{value:{''}}", f"{'x':{width}}|", f"{3:{4}{'d'}}")
print("a" f"{value}" "b" f"{name}" r"\n", f"{1}" "{not formatted}")
print(f"{value if value > 40 else 'small'} {value > 40 and 'big'} {not value} {-value} {*[1, 2], 3} {value,}")
print(f"{[x for x in 'ab']} {sum(x for x in (1, 2))}")
print(f"{(yield_ := 5)} {yield_:=5} {yield_:=^7}")
print(f"{1.0} {1e100} {1j} {True} {None} {...} {b'bytes'} {(1,)} {[]} {object}")
print(f"{'%s' % value} {'{}'.format(value)} {len(f'{value}')} {value.bit_length()} {value.__class__.__name__}")
print(f"{value!r}" == repr(value), f"{'a':>3}{'b':<3}{'c':^3}|")


class Fmt:
    def __format__(self, spec):
        return f"[{spec}]"

    def __repr__(self):
        return "Fmt()"

    __str__ = lambda self: "str()"


f = Fmt()
print(f"{f}", f"{f:abc}", f"{f!r:>8}", f"{f!s}", f"{f:%H:%M}", f"{f:{value}x{width}}", f"{f=}", f"{f=:q}", f"{f: }")
for text in "f'{'", "f'}'", "f'{}'", "f'{a b}'", "f'{a!x}'", "f'{a!}'", "f'{a!r b}'", "f'{!r}'", "f'{a:{b:{c:{d}}}}'", "f'{a", "f'{a[}'", "f'{a)}'", "f'{lambda x: 1}'", "f'{*a}'", "f'{**a}'", "f'{a = b}'", "f'{a;}'", "f'{\\}'", "f'{}}'", "f'{ }'", "f'{a:}}'", "f'{=}'", "f'{:x}'", "f'{yield}'", "f'{a :=5}'", "f'{await}'", "f'{a!r:{b!s}}'", "f'{a!  r}'", "f'{1:d}' b'x'", "f'{#}'", "f'''{\n'''":
    try:
        compile(text, "<test>", "eval")
        print("fine:", text)
    except SyntaxError as error:
        print(f"{text!r}: {error.msg}")
