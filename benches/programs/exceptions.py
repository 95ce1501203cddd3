"""Exceptions: try that succeeds, raise and catch, finally, with, chaining."""


class Missing(LookupError):
    def __init__(self, key):
        super().__init__(key)
        self.key = key


class Scope:
    depth = 0

    def __enter__(self):
        Scope.depth += 1
        return self

    def __exit__(self, kind, value, trace):
        Scope.depth -= 1
        return kind is Missing


def quiet(rounds):
    total = 0
    for number in range(rounds):
        try:
            total += number & 3
        except ValueError:
            total = -1
    return total


def deep(level, key):
    if level == 0:
        raise Missing(key)
    return deep(level - 1, key)


def caught(rounds):
    total = 0
    for number in range(rounds):
        try:
            deep(5, number)
        except KeyError:
            total -= 1
        except LookupError as error:
            total += error.key
    return total


def builtin_errors(rounds):
    items, table = [1, 2, 3], {"a": 1}
    kinds = [0, 0, 0, 0]
    for number in range(rounds):
        try:
            if number & 1:
                items[number + 3]
            elif number & 2:
                table[number]
            elif number & 4:
                int("x1")
            else:
                items.nothing
        except IndexError:
            kinds[0] += 1
        except KeyError:
            kinds[1] += 1
        except ValueError:
            kinds[2] += 1
        except AttributeError:
            kinds[3] += 1
    return kinds


def cleaned_up(rounds):
    done = 0
    for number in range(rounds):
        with Scope():
            try:
                if number % 3 == 0:
                    raise Missing(number)
            finally:
                done += 1
    return done, Scope.depth


def chained(rounds):
    causes = 0
    for _ in range(rounds):
        try:
            try:
                {}["key"]
            except KeyError as error:
                raise RuntimeError("outer") from error
        except RuntimeError as error:
            causes += isinstance(error.__cause__, KeyError)
    return causes


result = (quiet(3_000_000), caught(150_000), builtin_errors(400_000),
          cleaned_up(500_000), chained(150_000))
print("exceptions", *result)
assert result == (4500000, 11249925000, [200000, 100000, 50000, 50000],
                  (500000, 0), 150000)
