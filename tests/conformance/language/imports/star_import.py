"""from m import *: __all__, underscores, errors."""

from _star_all import *

print(sorted(n for n in globals() if not n.startswith("__")))
from _star_plain import *

print(sorted(n for n in globals() if not n.startswith("__")))
for name in "_star_bad", "_star_type", "_star_pkg":
    try:
        exec(f"from {name} import *")
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
    else:
        print("fine", sorted(n for n in globals() if n.startswith("sub")))
namespace = {}
exec("from math import *", namespace)
print("sqrt" in namespace, "__name__" in namespace)
x = "before"
from _star_plain import *

print(x)


def function():
    import _star_plain

    return _star_plain.x


print(function())
