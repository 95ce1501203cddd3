"""SystemExit with a string: printed to stderr, status 1."""

import sys

print("working")
try:
    sys.exit("fatal: configuration is missing")
finally:
    print("finally still runs")
