"""Deep nesting of blocks, expressions and calls that a user may well reach."""

depth = 60
source = "".join(" " * i + f"if x > {i}:\n" for i in range(depth)) + " " * depth + "result = 'bottom'\n"
scope = {"x": 1000}
exec(source, scope)
print(scope["result"])

print(eval("(" * 80 + "1" + ")" * 80))
print(eval("[" * 50 + "]" * 50))
print(eval("+".join(["1"] * 3000)))
print(eval("-" * 150 + "1"))
print(eval("not " * 101 + "1"))
print(len(eval("'" + "a" * 100000 + "'")))
print(eval(".".join(["s"] + ["real"] * 500), {"s": 7}))
print(sum(eval("[" + "1," * 5000 + "]")))
print(len(eval("{" + ",".join(f"{i}: {i}" for i in range(3000)) + "}")))
many = ", ".join(f"a{i}" for i in range(300))
exec(f"def f({many}): return a299 - a0\nresult = f({', '.join(map(str, range(300)))})", scope)
print(scope["result"])
exec("\n".join(f"v{i} = {i}" for i in range(2000)) + "\nresult = v1999", scope)
print(scope["result"])
lines = ["def f(n):"] + [f"  if n == {i}: return {i * i}" for i in range(700)]
exec("\n".join(lines) + "\nresult = f(699)", scope)
print(scope["result"])
loops = "".join(" " * i + f"for i{i} in range(1):\n" for i in range(19)) + " " * 19 + "result = 'in 19 loops'\n"
exec(loops, scope)
print(scope["result"])
for text in ["(" * 300 + ")" * 300, "".join(" " * i + "if 1:\n" for i in range(101)) + " " * 101 + "pass", "".join(" " * i + f"for i in x:\n" for i in range(21)) + " " * 21 + "pass"]:
    try:
        compile(text, "<test>", "exec")
        print("fine")
    except (SyntaxError, MemoryError, RecursionError) as error:
        print(type(error).__name__, getattr(error, "msg", ""))
