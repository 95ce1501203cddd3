"""Collections, caches, weak references, exceptions, contexts and other objects that several threads share."""
import contextvars
import functools
import gc
import random
import re
import sys
import threading
import weakref
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque
from _stress import main, scenario, times


@scenario()
def deques(rng):
    n = rng.randrange(50, 300)
    d, got = deque(), [[] for _ in range(2)]

    def put(k):
        return times(n, lambda i: (d.append if i % 2 else d.appendleft)(k * n + i))

    def take(k):
        def body():
            while sum(map(len, got)) < 2 * n:
                try:
                    got[k].append(d.pop() if k else d.popleft())
                except IndexError:
                    pass
        return body

    def check():
        assert not d and sorted(got[0] + got[1]) == list(range(2 * n))
    return [put(0), put(1), take(0), take(1)], check


@scenario()
def everything_with_collections(rng):
    d, o, c, dd = deque(maxlen=rng.choice([None, 20])), OrderedDict(), Counter(), defaultdict(list)
    chain = ChainMap({}, {})
    seeds = [rng.random() for _ in range(4)]

    def body(seed):
        def run():
            r = random.Random(seed)
            for _ in range(150):
                k = r.randrange(30)
                try:
                    match r.randrange(16):
                        case 0: d.append(k); d.appendleft(k)
                        case 1: d.rotate(k); d.reverse()
                        case 2: d.extend(range(k)); d.extendleft(range(3))
                        case 3: d[k] = k; d.insert(2, k); del d[0]
                        case 4: list(d), d.copy(), repr(d), d == d, k in d, d.count(k), list(reversed(d))
                        case 5: d.remove(k)
                        case 6: d.clear()
                        case 7: o[k] = k; o.move_to_end(k, last=bool(k % 2))
                        case 8: o.popitem(last=bool(k % 2))
                        case 9: list(o), list(reversed(o)), o.copy(), repr(o), o == o
                        case 10: del o[k]; o.setdefault(k, k)
                        case 11: c[k] += 1; c.update([k, k]); c.subtract([k]); c.most_common(2); c + c; list(c.elements())
                        case 12: dd[k].append(k); dd.pop(k - 1, None); sum(map(len, dd.values()))
                        case 13: chain[k] = k; chain.get(k - 1); chain.new_child(); list(chain); len(chain)
                        case 14: d.index(k), sum(d), max(d, default=0)
                        case 15: o.update({k: 1}); o.pop(k, None); c.total(), -c
                except (IndexError, KeyError, ValueError, RuntimeError):
                    pass
                if len(d) > 2000:
                    d.clear()
        return run
    return [body(s) for s in seeds]


@scenario()
def caches(rng):
    calls = []

    @functools.lru_cache(maxsize=rng.choice([None, 4, 64]))
    def square(x):
        calls.append(x)
        return x * x

    class Lazy:
        @functools.cached_property
        def value(self):
            return object()

    lazies = [Lazy() for _ in range(20)]

    @functools.singledispatch
    def kind(x): return "other"
    kind.register(str, lambda x: "text")

    def one(i):
        assert square(i % 20) == (i % 20) ** 2 and square(x=5) == 25
        if i % 40 == 0:
            square.cache_clear()
        square.cache_info()
        lazy = lazies[i % 20]
        assert type(lazy.value) is object
        assert kind(5) == "other" and kind("x") == "text"
        assert re.compile(f"a{i % 30}b").match(f"a{i % 30}b") and re.sub("a+", "b", "aac") == "bc"
        if i % 50 == 0:
            re.purge()
        assert functools.reduce(lambda a, b: a + b, range(5)) == 10
    return [times(60, one) for _ in range(4)]


class Node:
    def __init__(self, n):
        self.n = n
        self.other = None


@scenario()
def weak_references(rng):
    held, weak = [None] * 10, [None] * 10
    values, keys, ids = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet()
    died = []

    def one(i):
        k = i % 10
        node = Node(i)
        node.other = node
        held[k] = node
        weak[k] = weakref.ref(node, died.append)
        values[k], keys[node] = node, i
        ids.add(node)
        weakref.finalize(node, died.append, k)
        target = weak[(i * 7) % 10]
        target = target and target()
        assert target is None or target.other is target
        target = values.get((i * 3) % 10)
        assert target is None or type(target.n) is int
        if i % 20 == 0:
            held[k] = None
            gc.collect()
        try:
            len(ids), len(keys), len(values), list(values.items()), list(ids), [n.n for n in list(keys)]
            weakref.proxy(node).n
        except RuntimeError as e:
            assert "changed" in str(e)
    return [times(60, one) for _ in range(4)]


@scenario()
def finalizers_that_resurrect(rng):
    kept = []

    class Phoenix:
        def __init__(self): self.me = self

        def __del__(self):
            kept.append(self)
            if len(kept) > 50:
                kept.clear()

    def one(i):
        Phoenix()
        if i % 25 == 0:
            gc.collect()
        for p in kept[:]:
            assert p.me is p
    return [times(60, one) for _ in range(4)]


@scenario()
def collector(rng):
    def churn(i):
        a, b = [], {}
        a.append(b)
        b["a"] = a

    def look(i):
        gc.collect()
        for o in gc.get_objects():
            type(o)
        gc.get_referrers(look), gc.get_referents(look), gc.get_count(), gc.get_stats()
        gc.disable()
        gc.enable()
    return [times(500, churn), times(500, churn), times(3, look), times(3, look)]


@scenario()
def exceptions(rng):
    shared = [ValueError(0) for _ in range(4)]

    def deep(n, e):
        if n:
            deep(n - 1, e)
        raise e

    def one(i):
        e = shared[i % 4]
        try:
            try:
                deep(i % 5, e)
            except ValueError as caught:
                assert caught is e
                tb = caught.__traceback__
                while tb is not None:
                    tb.tb_lineno, tb.tb_frame.f_code, tb.tb_frame.f_locals
                    tb = tb.tb_next
                caught.add_note("n")
                caught.__notes__ = []
                raise KeyError(i) from caught
        except KeyError as k:
            assert k.__cause__ is e and k.__context__ is e
        e.with_traceback(None)
        e.args = (i,)
        repr(e), str(e)
        e.__context__ = shared[(i + 1) % 4] if i % 2 else None
        sys.exception()
    return [times(100, one) for _ in range(4)]


@scenario()
def contexts_and_locals(rng):
    var, local = contextvars.ContextVar("var", default=0), threading.local()
    shared = contextvars.copy_context()

    def body(k):
        def one(i):
            token = var.set((k, i))
            local.x = (k, i)
            assert var.get() == (k, i) == local.x
            contextvars.copy_context().run(var.set, 5)
            assert var.get() == (k, i)
            var.reset(token)
            try:
                shared.run(lambda: var.set(i))
            except RuntimeError as e:
                assert "already entered" in str(e)
            shared.get(var), list(shared.items()), len(shared)
            vars(local).copy()
            if i % 10 == 9:
                del local.x
                assert not hasattr(local, "x")
        return times(100, one)
    return [body(k) for k in range(4)]


@scenario()
def frames_of_others(rng):
    def work(i):
        total = 0
        for j in range(20):
            total += j
        return total

    def look(i):
        for ident, frame in sys._current_frames().items():
            while frame is not None:
                frame.f_lineno, frame.f_code.co_name, frame.f_lasti
                frame = frame.f_back
    return [times(300, work), times(300, work), times(20, look), times(20, look)]


@scenario()
def traced_and_profiled(rng):
    seen = []

    def tracer(frame, event, arg):
        frame.f_lineno
        if len(seen) < 1000:
            seen.append(event)
        return tracer

    def work(n):
        try:
            for i in range(n):
                [x for x in range(3)]
            raise KeyError
        except KeyError:
            return n

    def traced(i):
        sys.settrace(tracer if i % 2 else None)
        sys.setprofile((lambda *a: None) if i % 3 else None)
        assert work(5) == 5
        sys.settrace(None)
        sys.setprofile(None)

    def everywhere(i):
        threading.settrace_all_threads(tracer if i % 2 else None)
        threading.setprofile_all_threads(None)
        assert work(3) == 3
        threading.settrace_all_threads(None)
    return [times(20, traced), times(20, traced), times(60, lambda i: work(5)), times(8, everywhere)]


main()
