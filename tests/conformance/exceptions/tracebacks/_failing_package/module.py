"""Fails while it is imported."""

from . import other

VALUE = other.compute("text")
