for source in ("def f[T: (x := 1)](): ...", "def f[T: ((x := 1), int)](): ...", "def f[T = (x := 1)](): ...",
               "class A[*Ts = (yield)]: ...", "class A[**P = [(yield)]]: ...", "type A[T: (int, (yield))] = T",
               "type A[T: [(x := 1) for _ in a]] = T", "type A[T = [(x := 1) for _ in a]] = T"):
    try:
        compile(source, "<s>", "exec")
    except SyntaxError as e:
        print(e)
