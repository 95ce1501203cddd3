"""current_thread, enumerate, active_count, get_ident, main_thread."""

import threading

start = threading.Barrier(4)
finish = threading.Event()
facts = {}


def work(n):
    me = threading.current_thread()
    facts[n] = (me.ident == threading.get_ident(), me.native_id == threading.get_native_id(),
        me is threading.main_thread(), me.name)
    start.wait()
    finish.wait()


print(threading.active_count(), [t.name for t in threading.enumerate()])
threads = [threading.Thread(target=work, args=(n,), name=f"worker {n}") for n in range(3)]
for t in threads:
    t.start()
start.wait()
print(threading.active_count(), sorted(t.name for t in threading.enumerate()))
print(len({t.ident for t in threads}), len({t.native_id for t in threads}), threading.current_thread().name)
finish.set()
for t in threads:
    t.join()
print(threading.active_count(), [t.name for t in threading.enumerate()])
print([facts[n] for n in range(3)])
print(threading.main_thread() is threading.enumerate()[0], threading.get_ident() == threading.main_thread().ident)
keyed = {threading.current_thread(): "hashable"}
print(keyed[threading.main_thread()], threads[0] == threads[0], threads[0] != threads[1])
