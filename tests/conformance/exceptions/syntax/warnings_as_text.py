"""SyntaxWarnings: categories, messages and lines, collected."""

import warnings

sources = [
    "x is 5",
    "x is not 'text'",
    "() is ()",
    "1 is 1",
    "assert (x, 'msg')",
    "'\\d'",
    "b'\\d'",
    "'\\400'",
    "f'\\d{x}'",
    "'''\n\\q'''",
    "1or 2",
    "1if x else 2",
    "5()",
    "'a'()",
    "[1, 2] (3)",
    "[1][2, 3]",
    "'a'['b']",
    "(1, 2)['x']",
    "{1}[0]",
    "None()",
    "f'{x}'()",
    "(lambda: 1)[0]",
    "[x for x in y]()",
    "def f():\n    try: pass\n    finally: return 1",
    "while x:\n    try: pass\n    finally: break",
    "while x:\n    try: pass\n    finally: continue",
    "...()",
    "1.5[0]",
    "b'' is x",
    "x == 1 is 2",
    "not (1 is x)",
    "None is x",
    "(x for x in y)[0]",
]
for source in sources:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "<test>", "exec")
    print(repr(source), [(w.category.__name__, str(w.message), w.lineno) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for source in "x is 5", "'\\d'", "assert (1, 2)":
        try:
            compile(source, "<test>", "exec")
        except SyntaxError as e:
            print(e.msg, e.lineno, e.offset, e.text)
