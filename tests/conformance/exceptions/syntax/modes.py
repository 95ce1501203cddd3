"""compile() in exec, eval and single mode, eval() and exec() of bad source."""

for mode in "exec", "eval", "single":
    for source in "", " ", "1", " 1", "\n1", "1\n", "1;", "1; 2", "x = 1", "pass", "1\n2", "(1", "1)", "def f(): pass", "def f():\n  pass", "def f():\n  pass\n", "if x: y\nz", "# comment", "1 # comment", "lambda: 1", "x := 1", "(x := 1)", "yield", "await x", "*a", "*a, b", "a, b", "return", "'unclosed", "'''unclosed":
        try:
            compile(source, "<test>", mode)
            print(mode, repr(source), "fine")
        except SyntaxError as e:
            print(mode, repr(source), f"{type(e).__name__}: {e.msg} ({e.lineno}, {e.offset}) {e.text!r}")

for action in (
    lambda: eval("1 +"),
    lambda: eval("x = 1"),
    lambda: eval(""),
    lambda: eval("   "),
    lambda: eval("  1 + 1  "),
    lambda: eval("\t7"),
    lambda: eval(b"'bytes'"),
    lambda: eval("1\n+2"),
    lambda: eval("a\0b"),
    lambda: exec("a\0b"),
    lambda: exec("if x:"),
    lambda: exec(b"\xff"),
    lambda: exec(b"# -*- coding: latin-1 -*-\nx = '\xe9'\nprint(x)"),
    lambda: exec(b"# coding: no-such-codec\n"),
    lambda: exec("\ufeffprint('bom in str')"),
    lambda: exec(b"\xef\xbb\xbfprint('bom in bytes')"),
    lambda: compile("1", "f", "exec", 99999999),
    lambda: compile("1", "f", "exec", optimize=5),
    lambda: compile("assert 0", "f", "exec", optimize=1),
    lambda: compile(5, "f", "exec"),
    lambda: compile("1", 5, "exec"),
    lambda: int("0b1", 0),
):
    try:
        result = action()
        print("result", result if isinstance(result, (int, str, bytes, type(None))) else type(result).__name__)
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "text", ""))
