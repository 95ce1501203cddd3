"""ImportError for a name, with a suggestion."""

from math import squrt
