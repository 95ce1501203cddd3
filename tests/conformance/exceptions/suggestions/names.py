"""NameError: when a similar name is suggested, and the special hints."""

import sys


def text(function):
    try:
        function()
    except NameError as error:
        sys.excepthook(type(error), error, error.__traceback__)


total_amount = 1
_hidden = 2
MAX_SIZE = 3
sys.stderr = sys.stdout


class Account:
    interest = 5

    def __init__(self):
        self.balance = 10
        self.owner = "x"

    def show(self):
        return balance

    def local(self):
        customers = 1
        return custumers

    @classmethod
    def cls_method(cls):
        return interest

    @staticmethod
    def static():
        return intrest


def enclosing():
    captured_value = 1

    def inner():
        captured_value
        return captured_vale

    inner()


cases = [
    lambda: total_amout,
    lambda: TotalAmount,
    lambda: hidden,
    lambda: max_size,
    lambda: MAXSIZE,
    lambda: x,
    lambda: zzzzzzzz,
    lambda: pirnt("x"),
    lambda: lenn([]),
    lambda: ragne(3),
    lambda: true,
    lambda: none,
    lambda: Null,
    lambda: null,
    lambda: Ture,
    lambda: math,
    lambda: collections.deque,
    lambda: itertools,
    lambda: self,
    lambda: Exeption,
    lambda: ValueEror,
    lambda: strr,
    lambda: io,
    lambda: os,
    lambda: a_very_long_name_that_resembles_nothing_here,
    Account().show,
    Account().local,
    Account.cls_method,
    Account.static,
    enclosing,
]
for case in cases:
    text(case)


def unbound():
    print(value)
    value = 1


def unbound_conditional(flag=False):
    if flag:
        result = 1
    return result


def unbound_deleted():
    x = 1
    del x
    return x


def unbound_loop():
    for item in []:
        pass
    return item


def unbound_augmented():
    total_amount += 1


def unbound_with_try():
    try:
        parsed = int("x")
    except ValueError:
        pass
    return parsed


for case in unbound, unbound_conditional, unbound_deleted, unbound_loop, unbound_augmented, unbound_with_try:
    text(case)
