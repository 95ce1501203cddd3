"""Unpacking errors: the carets cover the targets."""

pairs = {"a": (1, 2), "b": (3, 4, 5)}
for name, (left, right) in pairs.items():
    print(name, left + right)
