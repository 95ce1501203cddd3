srcs=["a=1\nb=2\nwhille True:\n  pass\n","a=1\n\n\nif x:\n  b=3\n  whille x:\n   pass\n","def f():\n  x=1\n  retrun x\n","x = 1\ny = 2\n\nfur a in b:\n  pass\nz=3\n","class A:\n  def f(self):\n    pass\n  deff g(self):\n    pass\n","if a:\n  pass\nelseif b:\n  pass\n","for x in y:\n  a\n  b\n  c; d\n  whille z: pass\n","a\nb\nx = [1 2]\n"]
import traceback
for s in srcs:
    try: exec(s)
    except SyntaxError as e:
        print(''.join(traceback.format_exception_only(e)))

for name in ("msvcrt", "_curses", "antigravity2"):
    try:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    except ImportError as e:
        print("".join(traceback.format_exception_only(e)), end="")
exec("whille True:\n  pass")
