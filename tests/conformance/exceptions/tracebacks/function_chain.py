"""An uncaught error deep in a chain of calls."""


def parse(text):
    key, value = text.split("=")
    return key, int(value)


def load(lines):
    return [parse(line) for line in lines]


class Config:
    def __init__(self, lines):
        self.items = dict(load(lines))

    @classmethod
    def from_text(cls, text):
        return cls(text.splitlines())


print("loading")
Config.from_text("a=1\nb=two\nc=3")
