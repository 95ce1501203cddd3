"""Semicolons, pass, expression statements, annotations, continuation lines, comments."""; print("after the docstring")

x = 1; y = 2; print(x + y);
if x: print("one line"); print("two")
if not x: pass
else: print("else on one line")
for i in 1, 2: print(i, end=" ");
print()
while x: x -= 1; print("x", x)


def one(): return 1; return 2


class C: a = 1; b = 2


print(one(), C.a, C.b)
1 + 1
"a string statement"
...
[print("expression statement")]

total = 1 + \
    2 + \
    3
print(total)
text = ("implicit "
        # a comment inside
        "concatenation"
        )
print(text)
if (1 and
        2):
    print("parenthesised condition")

	
# A line of only white space and comments at odd indentations
def deep():
        # eight spaces
    # four
        if True:
                return "odd but consistent indentation"
print(deep())


def annotated():
    n: int = 5
    undefined: str
    (m): float = 1.0
    try:
        return undefined
    except UnboundLocalError as error:
        return str(error), n, m


print(annotated())
module_name: "forward" = 3
not_bound: int
print(module_name, "not_bound" in globals())
print(__name__, __doc__)
if 1:
    if 0:
        pass
    elif 1:
        print("elif")
    else:
        pass
pass; pass
print(("a",), ("a"), (), (1, 2,), [1, 2, ], {1: 2, })
print("tab\tand formfeed");
print(x
      , y)
