"""The builtins that are there for people at a prompt: exit, quit, help and the texts.

Invariant: importing this module adds nothing by itself; install() does. A name
that someone else has put into builtins stays as it is.
"""

import builtins
import sys


class Quitter:
    """Ends the program when called, tells how when shown."""

    def __init__(self, name, eof):
        self.name = name
        self.eof = eof

    def __repr__(self):
        return f"Use {self.name}() or {self.eof} to exit"

    def __call__(self, code=None):
        # A shell that wraps the prompt watches standard input.
        try:
            sys.stdin.close()
        except Exception:
            pass
        raise SystemExit(code)


class _Printer:
    """A text that shows itself, called or not."""

    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text

    def __call__(self):
        print(self._text)


class _Helper:
    """Describes what it is given; asks at a prompt when it is given nothing."""

    def __repr__(self):
        return "Type help() for interactive help, or help(object) for help about object."

    def __call__(self, *args, **kwds):
        import pydoc

        return pydoc.help(*args, **kwds)


_TEXTS = {
    "copyright": "Copyright the pyish authors.",
    "credits": "Thanks to the authors of Python, whose language this is.",
    "license": "pyish is licensed under MIT or Apache-2.0, at your choice.",
}


def make(name):
    """The object that a name stands for."""
    if name in ("exit", "quit"):
        return Quitter(name, "Ctrl-D (i.e. EOF)")
    return _Helper() if name == "help" else _Printer(_TEXTS[name])


def install():
    """Put the names into builtins."""
    for name in ("exit", "quit", "help", *_TEXTS):
        vars(builtins).setdefault(name, make(name))
