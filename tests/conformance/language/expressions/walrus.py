"""Assignment expressions: where they bind and what they give."""

data = [1, 5, 9, 12]
if (n := len(data)) > 3:
    print("long", n)

print([y := 10, y**2, y**3], y)
print((a := 1, b := 2), a, b)

lines = iter(["alpha", "beta", "", "gamma"])
while line := next(lines):
    print("line", line)
print("rest", list(lines))

# In a comprehension the name belongs to the function around it.
print([last := item * 2 for item in data], last)
print(any((witness := item) > 8 for item in data), witness)


def total(values):
    running = 0
    return [running := running + v for v in values], running


print(total([1, 2, 3, 4]))


def outer():
    found = None

    def inner():
        nonlocal found
        return [found := v for v in "xyz"]

    inner()
    return found


print(outer())


def module_level():
    global counter
    [counter := i for i in range(4)]


module_level()
print(counter)

print(f"{(w := 7)} {w:=5} {w=}")
print(sorted(data, key=(key := lambda v: -v))[0], key(3))
d = {}
d[(k := "key")] = "value"
print(d, k)
assert (ok := True), "never"
print(ok)
print((z := 3) + (z := z + 1) * z)

for text in "x := 1", "(a.b := 1)", "[i := 0 for i in x]", "[(j := 0) for i in x for j in y]", "f(a:=1, b=2)", "class C: [y := x for x in ()]":
    try:
        compile(text, "<test>", "exec")
        print("fine:", text)
    except SyntaxError as error:
        print(error.msg)
