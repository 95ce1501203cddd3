"""Thread: creation, start, join, is_alive, errors of misuse."""

import threading

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


gate = threading.Event()
t = threading.Thread(target=gate.wait, name="waiter")
print(t.name, t.is_alive(), t.ident, t.native_id, t.daemon, repr(t))
attempt(t.join)
t.start()
print(t.is_alive(), isinstance(t.ident, int), isinstance(t.native_id, int), t in threading.enumerate(),
    threading.active_count(), repr(t).startswith("<Thread(waiter, started "))
attempt(t.start)
attempt(t.join, timeout=0.01)
print(t.is_alive())
attempt(setattr, t, "daemon", True)
gate.set()
t.join()
t.join()
print(t.is_alive(), t in threading.enumerate(), threading.active_count(),
    repr(t).startswith("<Thread(waiter, stopped "))
attempt(t.start)
attempt(t.join, "soon")
attempt(threading.current_thread().join)
attempt(threading.main_thread().start)
attempt(threading.Thread, group=5)
attempt(threading.Thread, args=5, target=print)
attempt(threading.Thread, targt=print)
done = []
threads = [threading.Thread(target=done.append, args=(n,)) for n in range(10)]
for each in threads:
    each.start()
for each in threads:
    each.join()
print(sorted(done), [each.is_alive() for each in threads] == [False] * 10)


class Sub(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.result = None

    def run(self):
        self.result = self.n ** 2


subs = [Sub(n) for n in range(5)]
for each in subs:
    each.start()
for each in subs:
    each.join()
print([each.result for each in subs])


class Forgot(threading.Thread):
    def __init__(self):
        pass


attempt(lambda: Forgot().start())
attempt(lambda: Forgot().name)
printer = threading.Thread(target=print, args=("positional",), kwargs={"end": "!\n"})
printer.start()
printer.join()
direct = threading.Thread(target=lambda: print("run in", threading.current_thread().name))
direct.run()
nothing = threading.Thread()
nothing.start()
nothing.join()
print(nothing.is_alive())
