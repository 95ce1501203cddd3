"""A tuple as the exit code is printed."""

import sys

sys.exit(("tuple", 1))
