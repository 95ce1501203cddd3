"""SystemExit: codes of every kind, caught; what exit() and quit() raise."""

import sys

for args in (), (0,), (3,), (None,), ("text",), (True,), ((1, 2),), (2.5,), ([],):
    try:
        sys.exit(*args)
    except SystemExit as e:
        print(repr(e), e.code, e.args)
try:
    sys.exit(1, 2)
except TypeError as error:
    print(error)
try:
    raise SystemExit
except SystemExit as e:
    print(e.code)
try:
    raise SystemExit(7) from ValueError("cause")
except SystemExit as e:
    e.code = 9
    print(e.code, e.args)


def generator():
    try:
        yield
    finally:
        print("generator closed")


g = generator()
next(g)
try:
    g.throw(SystemExit(5))
except SystemExit as e:
    print("through a generator", e.code)
raise SystemExit(None)
