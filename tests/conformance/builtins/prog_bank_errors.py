"""An exception hierarchy in use: raising, chaining, retrying, cleaning up."""


class BankError(Exception):
    """Everything that a bank refuses."""


class InsufficientFunds(BankError):
    def __init__(self, needed, available):
        self.needed, self.available = needed, available
        super().__init__(f"needed {needed}, but only {available} available")

    @property
    def missing(self):
        return self.needed - self.available


class UnknownAccount(BankError, KeyError):
    def __str__(self):
        return f"no account {self.args[0]!r}"


class Bank:
    def __init__(self, **accounts):
        self.accounts = accounts
        self.journal = []

    def balance(self, name):
        try:
            return self.accounts[name]
        except KeyError:
            raise UnknownAccount(name) from None

    def withdraw(self, name, amount):
        if amount <= 0:
            raise ValueError(f"amount must be positive, not {amount}")
        balance = self.balance(name)
        if amount > balance:
            raise InsufficientFunds(amount, balance)
        self.accounts[name] = balance - amount

    def transfer(self, source, target, amount):
        before = dict(self.accounts)
        try:
            self.withdraw(source, amount)
            self.accounts[target] = self.balance(target) + amount
        except BankError as error:
            self.accounts = before
            error.add_note(f"while moving {amount} from {source} to {target}")
            raise
        else:
            self.journal.append((source, target, amount))
        finally:
            self.journal.append("tried")
        return "done"


bank = Bank(ann=100, bob=50)
for args in [("ann", "bob", 30), ("bob", "ann", 500), ("ann", "zoe", 10), ("zoe", "ann", 10), ("ann", "bob", -5)]:
    try:
        print(args, bank.transfer(*args))
    except InsufficientFunds as error:
        print("insufficient:", error, error.missing, error.__notes__)
    except BankError as error:
        print(type(error).__name__, error, repr(error), isinstance(error, LookupError), error.__notes__)
    except ValueError as error:
        print("value:", error)
print(bank.accounts, bank.journal)


def several(*steps):
    errors = []
    for step in steps:
        try:
            step()
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("some steps failed", errors)


try:
    several(lambda: bank.withdraw("bob", 10 ** 6), lambda: bank.withdraw("nobody", 1),
        lambda: bank.withdraw("ann", 1), lambda: int("x"))
except* BankError as group:
    print([type(e).__name__ for e in group.exceptions])
except* ValueError as group:
    print(group.exceptions[0])


def convert(text):
    try:
        return int(text)
    except ValueError as error:
        raise BankError("bad amount") from error


try:
    convert("ten")
except BankError as error:
    print(error, "<-", error.__cause__, error.__suppress_context__)


def order():
    steps = []
    for n in range(4):
        try:
            steps.append(f"try {n}")
            if n == 1:
                continue
            if n == 2:
                raise KeyError(n)
            if n == 3:
                break
        except KeyError:
            steps.append("except")
        else:
            steps.append("else")
        finally:
            steps.append("finally")
    else:
        steps.append("loop else")
    return steps


print(order())


def overrides():
    try:
        return "from try"
    finally:
        print("finally runs first")


print(overrides())
