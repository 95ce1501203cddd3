"""ImportError: texts and suggestions for names and modules."""

import sys

sys.stderr = sys.stdout


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
