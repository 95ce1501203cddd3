__all__ = ("shown", "_listed")
shown = 1
_listed = 2
hidden = 3
