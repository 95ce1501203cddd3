"""Comprehension scopes: what leaks, what is captured, class bodies, nested functions."""

x = "module"
print([x for x in range(3)], x)
print({x: y for x, y in [(1, 2)]}, {x for x in "a"}, list(x for x in "b"), x)


def function():
    i = "kept"
    squares = [i * i for i in range(4)]
    functions = [lambda: i for i in range(3)]
    defaults = [lambda i=i: i for i in range(3)]
    return i, squares, [f() for f in functions], [f() for f in defaults]


print(function())


def captured_outside():
    n = 10
    result = [n + i for i in range(2)]

    def inner():
        return [n * i for i in range(3)], n

    return result, inner()


print(captured_outside())


class Body:
    n = 3
    visible = [i for i in range(n)]
    try:
        hidden = [n for _ in range(1)]
    except NameError as error:
        hidden = str(error)
    nested = [[j for j in range(i)] for i in range(3)]
    from_function = (lambda: x)()
    names = [name for name in ("visible", "n") if name in vars()]


print(Body.visible, Body.hidden, Body.nested, Body.from_function, Body.names)
print(hasattr(Body, "i"), hasattr(Body, "j"))


def walrus():
    values = [last := i * 2 for i in range(4)]
    return last, values


print(walrus())


def shadow_parameter(x):
    return [x for x in x], x


print(shadow_parameter("ab"))


def first_iterable_is_outer():
    data = [1, 2]
    return [data for data in data], data


print(first_iterable_is_outer())


def delayed():
    factor = 2
    generator = (i * factor for i in range(3))
    factor = 10
    return list(generator)


print(delayed())


def nonlocal_in_comprehension():
    count = 0

    def bump():
        nonlocal count
        count += 1
        return count

    return [bump() for _ in range(3)], count


print(nonlocal_in_comprehension())


def unbound():
    try:
        return [later for _ in range(1)]
    except UnboundLocalError as error:
        print(type(error).__name__, error)
    later = 1


unbound()
print([[x, y] for x in "ab" for y in x + "z"], [y for x in [[1, 2], [3]] for y in x])
print([a for a, *b in ["abc", "de"]], [b for a, *b in ["abc", "de"]], [d["k"] for d["k"] in range(2)] if (d := {}) is not None else 0, d)


def exception_inside():
    i = "outer"
    try:
        [1 / i for i in (1, 0)]
    except ZeroDivisionError:
        return i


print(exception_inside())
print([__class__ for __class__ in "c"], [(yes, no) for yes in [1] if (no := 2)], no)
print(len([locals() for _ in [1]]))
