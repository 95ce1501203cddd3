"""__del__: runs once, at collection, with resurrection and errors kept away."""

import gc


class Noisy:
    def __init__(self, name, log):
        self.name, self.log = name, log

    def __del__(self):
        self.log.append(self.name)


def collect():
    for _ in range(3):
        gc.collect()


log = []


def scope():
    Noisy("unnamed", log)
    a = Noisy("local", log)
    b = Noisy("replaced", log)
    b = None


scope()
collect()
print(sorted(log))

log.clear()
kept = Noisy("kept", log)
alias = kept
del kept
collect()
print(log, alias.name)
alias = None
collect()
print(log)

log.clear()


def cycle():
    a, b = Noisy("a", log), Noisy("b", log)
    a.other, b.other = b, a


cycle()
collect()
print(sorted(log))

saved = []


class Phoenix:
    def __del__(self):
        saved.append(self)


def burn():
    Phoenix()


burn()
collect()
print(len(saved), type(saved[0]).__name__)
saved.clear()
collect()
print("finalizers run once:", len(saved))


class Holder:
    def __init__(self, log):
        self.inner = Noisy("inner", log)
        self.log = log

    def __del__(self):
        self.log.append("holder sees " + self.inner.name)


log.clear()


def hold():
    Holder(log)


hold()
collect()
print(log[0], sorted(log))
print(gc.isenabled(), isinstance(gc.collect(), int))
gc.disable()
print(gc.isenabled())
gc.enable()
print(gc.is_tracked([]), gc.get_threshold() is not None)


class Slots:
    __slots__ = ("log",)

    def __del__(self):
        self.log.append("slots")


log.clear()


def slotted():
    s = Slots()
    s.log = log


slotted()
collect()
print(log)
Noisy.__del__ = lambda self: self.log.append("patched " + self.name)
log.clear()


def patched():
    Noisy("p", log)


patched()
collect()
print(log)
