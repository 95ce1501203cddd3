"""ImportError: texts and suggestions for names and modules."""

import sys


class Shown:
    """Takes the place of stderr; the place of a library module is not shown."""

    def write(self, text):
        start = text.find(" (/")
        if start >= 0:
            text = text[:start] + " (PATH)" + text[text.index(")", start) + 1 :]
        sys.stdout.write(text)

    def flush(self): ...


sys.stderr = Shown()


def text(code):
    try:
        exec(code, {"__name__": "__main__"})
    except ImportError as error:
        sys.excepthook(type(error), error.with_traceback(None), None)
        print("  ", error.name, error.name_from)
    else:
        print("fine")


for code in (
    "import _suggest_me_not",
    "import collectons",
    "import itertool",
    "import maths",
    "import sys.path",
    "import math.sqrt",
    "from itertools import chian",
    "from collections import OrderDict",
    "from functools import redcue, wraps",
    "from sys import exitt",
    "from math import nothing_like_it",
    "from _suggested import similar_nam",
    "from _suggested import completely_different",
    "from _suggested import _undescored",
    "from _suggested.sub import x",
    "import _suggested as s; s.similar_nam",
):
    try:
        text(code)
    except AttributeError as error:
        sys.excepthook(type(error), error.with_traceback(None), None)
