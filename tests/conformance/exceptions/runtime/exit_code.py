"""sys.exit with a number from inside functions, with handlers that do not catch it."""

import sys


def deep():
    try:
        sys.exit(42)
    except Exception:
        print("never: SystemExit is not an Exception")
    finally:
        print("cleanup")


class Manager:
    def __enter__(self): ...

    def __exit__(self, kind, value, tb):
        print("exit sees", kind.__name__, value.code)


with Manager():
    deep()
