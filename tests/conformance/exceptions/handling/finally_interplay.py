"""finally with return, break, continue, nested and raising."""

import warnings

source = '''
def return_overrides():
    try:
        return "try"
    finally:
        return "finally"


def swallows():
    try:
        raise ValueError("lost")
    finally:
        return "swallowed"


def break_swallows():
    while True:
        try:
            raise ValueError("lost")
        finally:
            break
    return "after the loop"


def continue_in_finally():
    seen = []
    for i in range(3):
        try:
            seen.append(i)
            if i == 1:
                raise ValueError
        finally:
            continue
    return seen
'''
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    exec(compile(source, "<source>", "exec"))
for w in caught:
    print(w.category.__name__, w.message, w.lineno)
print(return_overrides(), swallows(), break_swallows(), continue_in_finally())


def order():
    log = []
    try:
        try:
            log.append("a")
            raise ValueError
        except ValueError:
            log.append("b")
            raise KeyError
        else:
            log.append("never")
        finally:
            log.append("c")
    except KeyError:
        log.append("d")
    else:
        log.append("never")
    finally:
        log.append("e")
    return log


print(order())


def nested_returns(n):
    log = []

    def inner():
        for i in range(5):
            try:
                try:
                    if i == n:
                        return i
                finally:
                    log.append(f"f{i}")
            finally:
                log.append(f"g{i}")
        return "end"

    return inner(), log


print(nested_returns(1), nested_returns(9)[1][-1])


def raise_in_finally():
    try:
        return "lost"
    finally:
        raise ValueError("replaces the return")


try:
    raise_in_finally()
except ValueError as error:
    print(error)


def else_raises():
    try:
        pass
    except ValueError:
        return "never"
    else:
        raise ValueError("from else is not caught here")
    finally:
        print("finally after else")


try:
    else_raises()
except ValueError as error:
    print(error)


def value_computed_before():
    x = [1]
    try:
        return x[0]
    finally:
        x[0] = 2


print(value_computed_before())


def loop_with_finally():
    out = []
    for i in range(4):
        try:
            if i % 2:
                continue
            out.append(i)
        finally:
            out.append("f")
    else:
        out.append("else")
    return out


print(loop_with_finally())


def generator():
    try:
        yield 1
        return "done"
    finally:
        yield "from finally"


print(list(generator()))
