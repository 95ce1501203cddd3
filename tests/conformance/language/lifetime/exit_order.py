"""What happens at the end of a program: atexit, buffered output, globals with __del__."""

import atexit


@atexit.register
def last():
    print("registered first, runs last")


@atexit.register
def failing_is_reported_elsewhere():
    print("registered second")


def with_arguments(*args, **kwargs):
    print("arguments", args, kwargs)


atexit.register(with_arguments, 1, 2, key="value")
removed = atexit.register(lambda: print("never"))
atexit.unregister(removed)


class AtExit:
    def __del__(self):
        print("global finalizer")


instance = AtExit()
print("end of main", end="")
print()
