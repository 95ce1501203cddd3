"""A small program: accounts, interest, transfers, a ledger."""


class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        super().__init__(f"{account.owner} lacks {amount - account.balance}")
        self.account, self.amount = account, amount


class Account:
    _next_id = 100

    def __init__(self, owner, balance=0):
        self.owner, self._balance = owner, balance
        self.id = Account._next_id
        Account._next_id += 1
        self.history = [("open", balance)]

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))
        return self

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(self, amount)
        self._balance -= amount
        self.history.append(("withdraw", amount))
        return self

    def __repr__(self):
        return f"<{type(self).__name__} {self.id} {self.owner}: {self._balance:,.2f}>"

    def __lt__(self, other):
        return self._balance < other._balance


class Savings(Account):
    rate = 0.025

    def __init__(self, owner, balance=0, *, rate=None):
        super().__init__(owner, balance)
        if rate is not None:
            self.rate = rate

    def add_interest(self):
        return self.deposit(round(self.balance * self.rate, 2))


class Bank:
    def __init__(self):
        self.accounts = {}

    def __iadd__(self, account):
        self.accounts[account.id] = account
        return self

    def __getitem__(self, key):
        return self.accounts[key]

    def __iter__(self):
        return iter(sorted(self.accounts.values()))

    def __len__(self):
        return len(self.accounts)

    def transfer(self, source, target, amount):
        try:
            self[source].withdraw(amount)
            self[target].deposit(amount)
        except InsufficientFunds as error:
            return f"refused: {error}"
        except KeyError as error:
            return f"no account {error}"
        else:
            return "done"
        finally:
            print("transfer", source, "->", target, amount, end=" ")


bank = Bank()
bank += Account("Ada", 100)
bank += Savings("Bob", 1000.5, rate=0.1)
bank += Savings("Cy")
print(len(bank), *bank, sep="\n")
print(bank.transfer(101, 100, 500))
print(bank.transfer(102, 100, 1))
print(bank.transfer(100, 999, 1))
print(bank[101].add_interest().add_interest())
try:
    bank[100].deposit(-5)
except ValueError as error:
    print(error)
print(bank[100].history)
print(f"{'owner':<10}|{'balance':>12}|")
for account in bank:
    print(f"{account.owner:<10}|{account.balance:>12,.2f}|")
print(max(bank), min(bank).owner, sum(a.balance for a in bank))
