"""A package."""
NAME = "pack"
from . import inner
