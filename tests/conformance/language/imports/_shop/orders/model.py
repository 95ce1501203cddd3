print("init", __name__)
from .. import VERSION
from .helpers import NAME


class Order:
    def __init__(self, item):
        self.item = item

    def price(self):
        from ..stock import level

        return f"{self.item} {level('apple')}"


def describe():
    return f"model of {NAME} {VERSION}"
