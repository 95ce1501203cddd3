import math

x = "from the module"
_private = 1
__dunder__ = 2
