"""Lines to files and back: text and bytes, one line at a time, on disk and in memory."""

import io
import os
import tempfile

LINES = 20000


def write(file):
    for i in range(LINES):
        file.write(f"{i} {i * i % 97} line\n")


def count(file):
    total = 0
    for line in file:
        number, rest, _ = line.split()
        total += int(number) + int(rest)
    return total


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "lines.txt")
        for _ in range(4):
            with open(path, "w") as file:
                write(file)
            with open(path) as file:
                text = count(file)
            with open(path, "rb") as file:
                data = count(file)
            memory = io.StringIO()
            write(memory)
            memory.seek(0)
            assert text == data == count(memory)
            with open(path) as file:
                assert len(file.read()) == len(memory.getvalue())
    print(text)


main()
