"""match: what the compiler refuses."""

cases = [
    "case x:\n  pass\n case y:\n  pass",
    "case _:\n  pass\n case 1:\n  pass",
    "case x | 1:\n  pass",
    "case 1 | x:\n  pass",
    "case [a, b] | [a, c]:\n  pass",
    "case [a, a]:\n  pass",
    "case {'k': a, 'l': a}:\n  pass",
    "case C(a, b=a):\n  pass",
    "case C(x=1, x=2):\n  pass",
    "case C(x=1, 2):\n  pass",
    "case [*a, *b]:\n  pass",
    "case {**a, **b}:\n  pass",
    "case {**a, 'k': 1}:\n  pass",
    "case {'k': 1, 'k': 2}:\n  pass",
    "case {x: 1}:\n  pass",
    "case {**_}:\n  pass",
    "case 1 + 2:\n  pass",
    "case 1 + x:\n  pass",
    "case -x:\n  pass",
    "case f'{x}':\n  pass",
    "case x as _:\n  pass",
    "case x as y.z:\n  pass",
    "case _ as x:\n  pass",
    "case *x:\n  pass",
    "case (x as y) | z:\n  pass",
    "case 1 as x | 2:\n  pass",
    "case a.b as c if c:\n  pass",
    "case x if y:\n  pass\n case z:\n  pass",
    "case 1:",
    "pass",
    "case {1, 2}:\n  pass",
    "case x()():\n  pass",
    "case [x for x in y]:\n  pass",
    "case lambda: 1:\n  pass",
    "case not x:\n  pass",
    "case 'a' 'b' | b'c':\n  pass",
    "case -1 | 1j | -1 + 2j:\n  pass",
    "case 2j + 1:\n  pass",
    "case 1 + 2:\n  pass",
    "case x.y():\n  pass",
    "case x.y(z):\n  pass",
    "case ():\n  pass",
    "case (1, ):\n  pass",
    "case 1, 2:\n  pass",
    "case 1, *_, 2:\n  pass",
]
for text in cases:
    source = "match v:\n " + text
    try:
        compile(source, "<test>", "exec")
        print("fine")
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")
for source in "match x\n case 1: pass", "match x:\ncase 1: pass", "match:\n case 1: pass", "match x:\n case 1\n  pass", "match x:\n  case 1: pass\n case 2: pass", "match = 1", "match(x)", "match[x]", "match.x", "match: int = 3", "match, case = 1, 2", "print(match)", "match x: case 1: pass", "match x, y:\n case 1: pass", "match *x:\n case 1: pass":
    try:
        compile(source, "<test>", "exec")
        print("fine")
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg}")
