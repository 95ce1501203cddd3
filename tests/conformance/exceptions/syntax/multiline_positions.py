"""Positions of SyntaxErrors in longer sources: the line, the offset, the text and the end."""

sources = {
    "third line": "x = 1\ny = 2\nz = = 3\nw = 4\n",
    "inside a function": "def f(a, b):\n    x = a +\n    return x\n",
    "unclosed call": "result = compute(\n    1,\n    2,\n\nprint(result)\n",
    "unclosed list": "values = [\n    1,\n    2\n\ndef f():\n    pass\n",
    "unclosed dict": "config = {\n    'a': 1,\n    'b': 2\nprint(config)\n",
    "mismatch over lines": "x = foo(\n    [1, 2,\n    3)\n",
    "missing comma": "items = [\n    'first',\n    'second'\n    'third'\n    fourth,\n]\n",
    "missing comma in call": "f(\n    a=1\n    b=2,\n)\n",
    "missing colon": "if condition:\n    pass\nelif other\n    pass\n",
    "missing paren": "print((1 + 2)\nx = 3\n",
    "string over lines": "x = 'first\nsecond'\n",
    "triple quoted": "x = 1\ny = '''never\nclosed\n",
    "f-string": "a = 1\nb = f'{a b}'\n",
    "f-string multi line": "x = f'''\n{a\n b}\n'''\n",
    "nested f-string": "x = f'{f'{a!z}'}'\n",
    "decorator": "@property\nx = 1\n",
    "keyword as name": "def f():\n    class = 1\n",
    "keyword argument": "def f(lambda): pass\n",
    "unicode text": "größe = 'ä' +* 'ö'\n",
    "wide characters": "名前 = '中文' = 3\n",
    "tabs": "if x:\n\ty = = 1\n",
    "long line": "x = " + " + ".join(["name"] * 20) + " +* y\n",
    "comment at the end": "x = (1 +  # comment\n     2 + )  # another\n",
    "continuation": "x = 1 + \\\n    2 + \\\n    = 3\n",
    "semicolons": "a = 1; b = 2; c = = 3; d = 4\n",
    "after a class": "class A:\n    def f(self):\n        pass\n\n    def g(self)\n        pass\n",
    "return outside": "x = 1\n\n\nreturn x\n",
    "yield in class": "class A:\n    x = 1\n    yield x\n",
    "break in function": "for i in x:\n    def f():\n        break\n",
    "duplicate argument": "def f(first,\n      second,\n      first): pass\n",
    "nonlocal": "def f():\n    x = 1\n    def g():\n        nonlocal y\n",
    "star in index": "x = 1\nprint(*a for a in b)\n",
    "await": "def f():\n    return [\n        1,\n        await x,\n    ]\n",
    "assign to call": "for i in x:\n    a[i], f(i) = 1, 2\n",
    "positional after keyword": "f(a,\n  b=1,\n  c,\n  d)\n",
    "invalid character": "x = 1\ny = “quoted”\n",
    "null byte": "x = 1\ny = \0 2\n",
    "no newline": "x = (",
    "windows lines": "x = 1\r\ny = = 2\r\n",
    "old mac lines": "x = 1\ry = = 2\r",
    "form feed": "x = 1\n\x0cy = = 2\n",
}
for name, source in sources.items():
    try:
        compile(source, "<test>", "exec")
        print(f"{name}: fine")
    except SyntaxError as e:
        print(f"{name}: {type(e).__name__}: {e.msg}")
        print(f"    ({e.lineno}, {e.offset})-({e.end_lineno}, {e.end_offset}) {e.text!r} {e.filename}")
    except ValueError as e:
        print(f"{name}: ValueError: {e}")
