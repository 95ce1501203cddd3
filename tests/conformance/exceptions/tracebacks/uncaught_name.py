"""NameError with a suggestion."""


def compute(principal, interest):
    amount = principal * interest
    return ammount


compute(100, 2)
