"""warnings: filters, catching, categories; errors and notes."""

import io
import sys
import warnings

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    warnings.warn("plain")
    warnings.warn("deprecated", DeprecationWarning, stacklevel=1)
    warnings.warn(RuntimeWarning("instance"))
for w in seen:
    print(w.category.__name__, w.message, w.lineno > 0, w.filename.endswith("warnings_errors.py"))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    attempt(warnings.warn, "now an error")
    attempt(warnings.warn, "kind", BytesWarning)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("default")
    for _ in range(3):
        warnings.warn("once per line")
    print(len(seen))
    warnings.filterwarnings("ignore", message="hide.*")
    warnings.warn("hide me")
    warnings.warn("show me")
    print([str(w.message) for w in seen])
attempt(warnings.warn, "x", int)
attempt(warnings.warn)
attempt(warnings.filterwarnings, "bad")
print(warnings.formatwarning("text", UserWarning, "file.py", 7, "the line").splitlines())


def my_show(message, category, filename, lineno, file=None, line=None):
    print("shown:", message, category.__name__)


with warnings.catch_warnings():
    warnings.simplefilter("always")
    warnings.showwarning = my_show
    warnings.warn("through my own function")


@warnings.deprecated("use new() instead")
def old():
    return "old result"


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(old(), seen[0].message, seen[0].category.__name__, old.__deprecated__)
print(issubclass(DeprecationWarning, Warning), Warning.__subclasses__()[0].__name__ != "",
    UserWarning.__mro__[1].__name__)
