"""The GIL switched to and fro, forks, signals, imports and files while threads run."""
import gc
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
import warnings
from _stress import main, scenario, times

warnings.simplefilter("ignore", DeprecationWarning)

try:
    import gil
except ImportError:
    gil = None


@scenario()
def the_gil_comes_and_goes(rng):
    items, d, n = [], {}, rng.randrange(100, 400)
    was = sys.getswitchinterval()

    def work(k):
        def one(i):
            items.append(i)
            d[k, i] = i
            items[0], d[k, i]
        return times(n, one)

    def switch(i):
        if gil:
            (gil.enable, gil.disable)[i % 2]()
            with gil.disabled():
                items.append(0)
            with gil.enabled():
                items.pop(0)
            gil.set_policy(("cpython", "io-priority")[i % 2])
            gil.stats()
        sys.setswitchinterval((0.00001, 0.005)[i % 2])

    def check():
        sys.setswitchinterval(was)
        if gil:
            gil.set_policy("io-priority")
        assert len(items) == 3 * n and len(d) == 3 * n
    return [work(0), work(1), work(2), times(20, switch), times(20, switch)], check


def forked(work):
    """Runs work in a child of a fork and answers whether it ended well."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            if status:
                print("the child ended with", status, file=sys.stderr)
            return status == 0
        time.sleep(0.001)
    print("the child did not end", file=sys.stderr)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


@scenario()
def fork_while_others_work(rng):
    items, d, lock = [], {}, threading.Lock()
    stop = []

    def churn():
        i = 0
        while not stop:
            i += 1
            items.append([i])
            d[i % 100] = str(i)
            with lock:
                len(items)
            type(f"T{i}", (), {"a": i})
            if i % 50 == 0:
                gc.collect()
                items.clear()

    def in_child():
        a = [[i] for i in range(2000)]
        gc.collect()
        got = []
        threads = [threading.Thread(target=lambda: got.append(len(a))) for _ in range(3)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert got == [2000] * 3
        items.append(1), d.copy(), items[:]
        d["child"] = 1
        import json
        json.dumps({"a": [1]})
        type("X", (), {})().x = 5
        assert threading.active_count() == 1

    def fork():
        try:
            for _ in range(4):
                assert forked(in_child)
        finally:
            stop.append(1)
    return [churn, churn, fork]


@scenario()
def forks_of_two_threads(rng):
    def fork(i):
        assert forked(lambda: [object() for _ in range(1000)])
    return [times(3, fork), times(3, fork), times(300, lambda i: [[]] * 5)]


@scenario()
def imports(rng):
    """Modules are run once however many threads import them, also when they import each other."""
    with tempfile.TemporaryDirectory() as folder:
        pass
    os.mkdir(folder)
    tag = f"m{rng.randrange(1 << 60)}"
    n = 6
    for i in range(n):
        with open(os.path.join(folder, f"{tag}_{i}.py"), "w") as f:
            f.write(f"import sys, time\nruns = getattr(sys, 'runs_{tag}_{i}', 0) + 1\nsys.runs_{tag}_{i} = runs\n"
                    f"time.sleep(0)\nimport {tag}_{(i + 1) % n}\ndef f(): return {tag}_{(i + 1) % n}.runs\n")
    sys.path.insert(0, folder)

    def load(i):
        for j in range(n):
            m = __import__(f"{tag}_{(i + j) % n}")
            assert m.f() == 1 == m.runs
            import json.decoder, collections.abc

    def check():
        sys.path.remove(folder)
        for j in range(n):
            assert getattr(sys, f"runs_{tag}_{j}") == 1
            del sys.modules[f"{tag}_{j}"]
            os.unlink(os.path.join(folder, f"{tag}_{j}.py"))
        for path, folders, files in os.walk(folder, topdown=False):
            for name in files:
                os.unlink(os.path.join(path, name))
            os.rmdir(path)
    return [lambda k=k: load(k) for k in range(4)], check


@scenario()
def reloading(rng):
    import importlib
    import types
    import textwrap

    def reload(i):
        importlib.reload(textwrap)

    def use(i):
        assert textwrap.dedent("  a") == "a"
        assert textwrap.fill("a b", 5) == "a b"
        sys.modules.get("textwrap"), list(sys.modules)
    return [times(3, reload), times(3, reload), times(60, use)]


@scenario()
def files(rng):
    n = rng.randrange(20, 100)
    path = os.path.join(tempfile.gettempdir(), f"stress-{os.getpid()}-{rng.randrange(1 << 60)}")
    f, b = open(path, "w"), open(path + "b", "wb", buffering=rng.choice([0, 16, 4096]))

    def write(k):
        def one(i):
            f.write(f"{k} {i}\n")
            b.write(b"%d %d\n" % (k, i))
            if i % 10 == 0:
                f.flush()
                b.flush()
        return times(n, one)

    def check():
        f.close()
        b.close()
        want = sorted(f"{k} {i}" for k in range(3) for i in range(n))
        for name in (path, path + "b"):
            with open(name) as again:
                assert sorted(again.read().splitlines()) == want
            os.unlink(name)
    return [write(k) for k in range(3)], check


@scenario()
def reading_a_file_together(rng):
    n = rng.randrange(50, 300)
    path = os.path.join(tempfile.gettempdir(), f"stress-{os.getpid()}-{rng.randrange(1 << 60)}")
    with open(path, "w") as f:
        f.writelines(f"line {i}\n" for i in range(n))
    text, raw, got, others = open(path), open(path, "rb"), [[], [], []], []

    def read(k):
        def body():
            while line := raw.readline():
                got[k].append(line)
            for line in text:
                others.append(line)
            try:
                text.seek(0)
                text.read(5), text.tell(), text.readline()
            except OSError:
                pass
        return body

    def check():
        text.close()
        raw.close()
        os.unlink(path)
        assert sorted(x for g in got for x in g) == sorted(b"line %d\n" % i for i in range(n))
    return [read(k) for k in range(3)], check


@scenario(ValueError, OSError)
def closing_while_others_use(rng):
    path = os.path.join(tempfile.gettempdir(), f"stress-{os.getpid()}-{rng.randrange(1 << 60)}")
    holder = [open(path, "w+")]

    def use(i):
        try:
            f = holder[0]
            f.write("x" * i)
            f.seek(0)
            f.readline()
            f.flush()
        except (ValueError, OSError):
            pass

    def close(i):
        holder[0].close()
        holder[0] = open(path, "w+")

    def check():
        holder[0].close()
        os.unlink(path)
    return [times(60, use), times(60, use), times(20, close)], check


def signals():
    """Signals come while threads work: handlers run in the main thread, none is lost for good."""
    seen, stop = [], []
    old = signal.signal(signal.SIGUSR1, lambda *a: seen.append(threading.current_thread() is threading.main_thread()))

    def work():
        while not stop:
            [[]] * 10

    def send():
        for _ in range(20):
            os.kill(os.getpid(), signal.SIGUSR1)
            time.sleep(0.0005)
    threads = [threading.Thread(target=f) for f in (work, work, send)]
    for t in threads:
        t.start()
    threads[2].join()
    end = time.monotonic() + 60
    while not seen and time.monotonic() < end:
        time.sleep(0.001)
    stop.append(1)
    for t in threads:
        t.join()
    assert seen and all(seen)
    signal.signal(signal.SIGUSR1, old)


@scenario()
def signals_between_the_others(rng):
    signals()
    return [lambda: None], None


main()
