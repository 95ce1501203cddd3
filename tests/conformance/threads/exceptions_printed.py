"""An exception that ends a thread is printed to standard error."""

import io
import sys
import threading


def printed(function, *args, name):
    """What a thread prints, without the frames inside the threading module."""
    old, sys.stderr = sys.stderr, io.StringIO()
    t = threading.Thread(target=function, args=args, name=name)
    t.start()
    t.join()
    text, sys.stderr = sys.stderr.getvalue(), old
    inside = False
    for line in text.splitlines():
        if line.startswith("  File "):
            inside = "threading.py" in line
            line = line[line.index(", line"):] if not inside else line
        elif not line.startswith("    "):
            inside = False
        if not inside:
            print("|", line)


def fails(depth):
    if depth:
        fails(depth - 1)
    raise ValueError("in a thread")


def quiet():
    raise SystemExit("not printed")


def chained():
    try:
        {}["key"]
    except KeyError as error:
        raise RuntimeError("second") from error


def noted():
    error = OSError(5, "broken")
    error.add_note("a note")
    raise error


printed(fails, 2, name="Breaker")
printed(quiet, name="Quiet")
printed(chained, name="Chain")
printed(noted, name="Noted")
printed(int, "x", name="Builtin")
print("the main thread goes on")
