"""Attributes of instances and classes that several threads change, under inline caches."""
import random
from _stress import main, scenario, times


@scenario()
def distinct_attributes_are_kept(rng):
    class Thing:
        pass
    thing, n = Thing(), rng.randrange(5, 60)

    def put(k):
        def one(i):
            setattr(thing, f"a{k}_{i}", (k, i))
            thing.shared = k
            if i % 7 == 3:
                delattr(thing, f"a{k}_{i}")
            if k == 3 and i == n // 2:
                vars(thing)["extra"] = 1
        return times(n, one)

    def check():
        for k in range(4):
            for i in range(n):
                assert getattr(thing, f"a{k}_{i}", None) == (None if i % 7 == 3 else (k, i)), (k, i)
        assert len(vars(thing)) == 4 * sum(1 for i in range(n) if i % 7 != 3) + 2
    return [put(k) for k in range(4)], check


class Point:
    def __init__(self):
        self.x = self.y = 0


class Slotted:
    __slots__ = ("x", "y", "z")


@scenario()
def add_delete_and_look(rng):
    things = [Point(), Slotted(), Point()]
    seeds = [rng.random() for _ in range(4)]

    def body(seed):
        def run():
            r = random.Random(seed)
            for i in range(300):
                t = things[r.randrange(3)]
                try:
                    match r.randrange(10):
                        case 0: t.x = 1
                        case 1: t.y = 1
                        case 2: t.z = 1
                        case 3: del t.x
                        case 4: del t.y
                        case 5: assert t.x in (0, 1)
                        case 6: assert t.y in (0, 1)
                        case 7: assert all(v in (0, 1) for v in vars(t).copy().values())
                        case 8: t.__dict__ = {"x": 1}
                        case 9: things[r.randrange(3)] = r.choice([Point, Slotted])()
                except (AttributeError, TypeError, RuntimeError):
                    pass
        return run
    return [body(s) for s in seeds]


@scenario()
def methods_that_change(rng):
    class Base:
        def m(self):
            return 0

        @property
        def p(self):
            return 0

    class Sub(Base):
        pass

    things = [Base(), Sub(), Sub()]
    things[2].v = 0

    def make(i):
        def m(self):
            return i
        return m

    def change(i):
        Base.m = make(i)
        if i % 3 == 0:
            Sub.m = make(i)
        elif i % 3 == 1:
            try:
                del Sub.m
            except AttributeError:
                pass
        Base.p = property(make(i)) if i % 2 else i
        Base.__len__ = make(i)
        Base.__contains__ = lambda self, x: True
        Base.v = property(make(i)) if i % 4 == 0 else i
        if i % 4 == 3:
            try:
                del Base.v
            except AttributeError:
                pass

    def call(i):
        for t in things:
            assert type(t.m()) is int and type(t.p) is int
            assert getattr(t, "v", 0) >= 0
            try:
                assert len(t) >= 0 and (5 in t)
            except TypeError:
                pass
    return [times(60, change), times(60, change), times(150, call), times(150, call)]


@scenario()
def classes_and_bases_that_change(rng):
    class A:
        def who(self): return "A"

    class B:
        def who(self): return "B"

    class Root:
        def who(self): return "R"

    class C(Root): pass
    class D(C): pass
    class E(C):
        def __init__(self): self.a = self.b = self.c = self.d = 1

    A2, B2 = type("A2", (Root,), dict(vars(A))), type("B2", (Root,), {"who": B.who})
    C.__bases__ = (A2,)
    things = [A2(), B2(), D(), E()]

    def classes(i):
        for t in things:
            t.__class__ = (A2, B2, C, D, E)[i % 5]
            t.extra = i

    def bases(i):
        try:
            C.__bases__ = ((A2,), (B2,), (B2, A2))[i % 3]
            A2.__bases__ = (B2,) if i % 2 else (Root,)
            B2.__bases__ = (A2,) if i % 5 == 0 else (Root,)
        except TypeError:
            pass

    def look(i):
        for t in things:
            assert t.who() in "ABR" and type(t).__mro__[-1] is object
            assert isinstance(t, Root) and issubclass(D, C)
            assert super(D, D()).who() in "ABR"

    def make(i):
        class F(D):
            def __init__(self): self.f = i
        assert F().f == i and F().who() in "ABR" and F.__mro__[-1] is object
        C.value = i
        assert F.value >= 0
    return [times(60, classes), times(40, bases), times(40, bases), times(100, look), times(40, make)]


@scenario()
def class_attributes_reach_new_subclasses(rng):
    """What a class is given is seen in a subclass made meanwhile, special methods too."""
    class Base:
        pass
    made = []

    def make(i):
        made.append(type(f"Sub{i}", (Base,), {}))

    def change(i):
        Base.__len__ = lambda self: i
        Base.value = i

    def check():
        for cls in made:
            assert cls.value == 39 and len(cls()) == 39
    return [times(60, make), times(60, make), times(40, change)], check


@scenario()
def one_class_becomes_another_at_its_address(rng):
    """Classes that die and leave their address to others leave no trace in caches."""
    class A:
        pass

    def call(o):
        return o.m() + o.n

    def one(i):
        o = A()
        o.__class__ = type("B", (A,), {"m": lambda self: i, "n": i})
        assert call(o) == 2 * i
    return [times(60, one) for _ in range(3)]


main()
