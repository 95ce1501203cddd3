"""An error inside a generator that is driven through yield from."""


def numbers():
    yield 1
    yield 1 / 0


def delegate():
    yield "start"
    yield from numbers()


def consume():
    for value in delegate():
        print(value)


consume()
