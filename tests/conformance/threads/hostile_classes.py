"""Classes that change while other threads call their methods."""

import threading

stop = threading.Event()
wrong = []


class Base:
    kind = "base"

    def answer(self):
        return 1


class Child(Base):
    def call(self):
        return self.answer()


def one(self):
    return 1


def two(self):
    return 2


def changer():
    for n in range(150):
        Base.answer = two if n % 2 else one
        Base.kind = n
        setattr(Child, f"extra{n % 10}", n)
        if n % 3 == 0:
            Child.answer = one
        elif hasattr(Child, "answer") and "answer" in vars(Child):
            del Child.answer
    stop.set()


def caller():
    child = Child()
    while not stop.is_set():
        if child.call() not in (1, 2):
            wrong.append("call")
        if child.kind != "base" and not 0 <= child.kind < 150:
            wrong.append("kind")
        if Child().answer() not in (1, 2):
            wrong.append("fresh")


threads = [threading.Thread(target=f) for f in (caller, caller, changer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(wrong, Base.kind, [getattr(Child, f"extra{n}") for n in range(10)])
made = []


def subclasser(k):
    for n in range(30):
        cls = type(f"S{k}_{n}", (Child,), {"n": n, "get": lambda self: (self.n, self.call() in (1, 2))})
        made.append(cls)
        if cls().get() != (n, True):
            wrong.append("subclass")


threads = [threading.Thread(target=subclasser, args=(k,)) for k in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(wrong, len(made), len(Child.__subclasses__()))
stop.clear()


class Prop:
    value = 0


p = Prop()


def swap():
    for n in range(60):
        Prop.value = property(lambda self: "property") if n % 2 else "plain"
    stop.set()


def read():
    while not stop.is_set():
        if p.value not in ("property", "plain", 0):
            wrong.append(p.value)


threads = [threading.Thread(target=f) for f in (read, read, swap)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(wrong, p.value)
stop.clear()


class A:
    def who(self):
        return "A"


class B:
    def who(self):
        return "B"


class C(A):
    pass


obj = C()


def rebase():
    for n in range(60):
        C.__bases__ = (B,) if n % 2 == 0 else (A,)
        obj.__class__ = C if n % 3 else D
    stop.set()


class D(C):
    pass


def ask():
    while not stop.is_set():
        if obj.who() not in ("A", "B"):
            wrong.append("who")


threads = [threading.Thread(target=f) for f in (ask, ask, rebase)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(wrong, obj.who(), C.__bases__[0].__name__)
