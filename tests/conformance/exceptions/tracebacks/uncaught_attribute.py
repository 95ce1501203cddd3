"""Carets under a failing attribute access in a chain, with a suggestion."""


class Order:
    def __init__(self):
        self.customer = Customer()


class Customer:
    def __init__(self):
        self.first_name = "Ada"

    def greeting(self):
        return "Dear " + self.first_nane.upper() + "!"


order = Order()
print(order.customer.greeting())
