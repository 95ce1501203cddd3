"""Exceptions in atexit functions are printed, the others still run."""

import atexit


class Fails:
    def __call__(self):
        raise ValueError("in atexit")

    def __repr__(self):
        return "<the failing one>"


def registers_more():
    print("registers one more")
    atexit.register(print, "the one more")


atexit.register(print, "the one more")


def starts_thread():
    try:
        threading.Thread(target=print, args=("late",)).start()
    except RuntimeError as error:
        print("RuntimeError:", error)


atexit.register(print, "runs last")
atexit.register(Fails())
atexit.register(registers_more)
try:
    atexit.register(5)
except TypeError as error:
    print("TypeError:", error)
print(atexit._ncallbacks(), atexit.unregister(5), atexit.register(len, "x") is len)
