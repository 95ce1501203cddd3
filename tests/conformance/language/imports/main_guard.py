"""__name__ == "__main__", and the same file imported as a module."""

import sys

print("running as", __name__)


def function():
    return __name__


if __name__ == "__main__":
    import main_guard

    print(main_guard.function(), function(), main_guard is sys.modules["__main__"])
    print(main_guard.function is function, main_guard.__file__ == __file__)
    print(sys.argv[0].endswith("main_guard.py"), len(sys.argv))
    print(function.__module__, main_guard.function.__module__)
else:
    print("imported")
