"""A module whose import fails."""
value = 1
1 / 0
