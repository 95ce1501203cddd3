"""An error in a property, reached through an attribute."""


class Account:
    def __init__(self, balance):
        self._balance = balance

    @property
    def ratio(self):
        return 100 / self._balance

    def __str__(self):
        return f"{self.ratio:.1f}%"

    def __add__(self, other):
        return Account(self._balance + other._balance)

    def __lt__(self, other):
        return self.ratio < other.ratio


print(str(Account(50)))
accounts = sorted([Account(1), Account(0) + Account(0)])
