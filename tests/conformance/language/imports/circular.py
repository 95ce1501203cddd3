"""Circular imports: what works, and the text of what does not."""

import _circle_a

print(_circle_a.value, _circle_a.from_b(), _circle_a._circle_b.from_a())
try:
    import _broken_circle_a
except ImportError as error:
    print(type(error).__name__, str(error).split(" (")[0], "|", error.name)
import sys

print("_broken_circle_a" in sys.modules, "_broken_circle_b" in sys.modules)
try:
    import _attr_circle_a
except AttributeError as error:
    print(str(error).split(" from ")[0])
