"""Names of threads: defaults, counters, setting."""

import threading


def work():
    names.append(threading.current_thread().name)


names = []
main = threading.main_thread()
print(main.name, threading.current_thread() is main, main.daemon, main.is_alive(), type(main).__name__,
    main.ident == threading.get_ident(), main.native_id == threading.get_native_id())
a, b, c = threading.Thread(target=work), threading.Thread(target=work, name="custom"), threading.Thread(name=5)
d = threading.Thread(target=work)
print(a.name, b.name, c.name, d.name)
for t in (a, b, d):
    t.start()
    t.join()
print(names)
e = threading.Thread(target=lambda: None)
print(e.name)
e.name = "renamed"
print(e.name, repr(e))
e.name = 7
print(e.name)
main.name = "chief"
print(threading.current_thread().name, repr(main).startswith("<_MainThread(chief, started "))
timer = threading.Timer(1, work)
print(timer.name, repr(timer).startswith("<Timer(Thread-"))


class Worker(threading.Thread):
    pass


print(Worker().name, Worker(target=work).name, Worker(name="given").name)
t = threading.Thread(target=work)
t.start()
t.join()
t.name = "after the end"
print(t.name, names[-1])
