"""input() on an empty standard input, and with stdin replaced."""

import io
import sys

try:
    input()
except EOFError as error:
    print("EOFError:", error)
try:
    input("prompt> ")
except EOFError as error:
    print("EOFError:", error)
print(repr(sys.stdin.read()), repr(sys.stdin.readline()), list(sys.stdin))
old = sys.stdin
sys.stdin = io.StringIO("first\nsecond\n\nlast")
print(repr(input()), repr(input("ask: ")), repr(input()), repr(input()))
try:
    input()
except EOFError as error:
    print("EOFError:", error)
sys.stdin = None
try:
    input()
except RuntimeError as error:
    print("RuntimeError:", error)
sys.stdin = old
try:
    input(1, 2)
except TypeError as error:
    print("TypeError:", error)


class Lines:
    def readline(self):
        return "from an object\n"


sys.stdin = Lines()
print(input(["prompt"]))
Lines.readline = lambda self: 5
try:
    input()
except TypeError as error:
    print("TypeError:", error)
sys.stdin = old
print(sys.stdin.name, sys.stdin.readable(), sys.stdin.fileno(), sys.stdin.isatty(), sys.stdin.closed)
