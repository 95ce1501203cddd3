import codeop
for s in ("if 1:\n pass","if 1: pass", "def x():\n\n pass", "if 9==3:\n   pass\nelse:\n   pass", "class A:\n x=1\n", "a = 1\\\n", "a = '\\\n", "(1,\n 2", "@x", "''", "'''a\n","for x in ():pass", "(lambda z: \n z**3)", "#a", "", "\n", "async def f(): pass", "with a:\n  x=1\n# c", "def f():\n  pass\n#foo", "x = (\n  1)"):
  for sym in ('single','exec','eval'):
    try: print(repr(s), sym, codeop.compile_command(s, '<i>', sym) is None)
    except SyntaxError as e: print(repr(s), sym, repr(e))
