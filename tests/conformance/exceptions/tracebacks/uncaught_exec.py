"""Code without a source file: no source lines, no carets."""

code = compile("def f(x):\n    return x / 0\n\nf(1)\n", "<generated>", "exec")
exec(code)
