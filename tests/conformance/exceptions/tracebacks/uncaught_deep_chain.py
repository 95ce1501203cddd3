"""A chain of three causes over several functions, each with its own notes."""


class ParseError(Exception): ...
class LoadError(Exception): ...


class StartupError(Exception):
    def __str__(self):
        return f"startup failed in phase {self.args[0]}"


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        new = ParseError(f"bad number {text!r}")
        new.add_note("numbers look like 123")
        raise new from error


def load(lines):
    total = 0
    for number, line in enumerate(lines, 1):
        try:
            total += parse(line)
        except ParseError as error:
            error.add_note(f"in line {number}")
            raise LoadError("cannot load", number) from error
    return total


def start():
    try:
        return load(["1", "x"])
    except LoadError:
        raise StartupError("configuration")


print(load(["1", "2"]))
start()
