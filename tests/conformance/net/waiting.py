"""select, poll, epoll and the selectors over them."""
import select
import selectors
import signal
import socket
import threading
import time


def attempt(f, *args, **kwargs):
    try:
        print(f.__name__, '->', f(*args, **kwargs))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


a, b = socket.socketpair()
print(select.select([a], [], [], 0) == ([], [], []), select.select([a, b.fileno()], [a], [], 1) == ([], [a], []))
b.send(b'x')
print(select.select([a, b], [], [], None) == ([a], [], []))
for args in ([], [], [], 0), ([-1], [], []), (['x'], [], []), ([], [], [], -1), ([], [], [], 'a'), (1, 2, 3):
    attempt(select.select, *args)
attempt(select.select, [5000], [], [])

p = select.poll()
print(type(p).__name__, p.register(a), p.poll(0) == [(a.fileno(), select.POLLIN | select.POLLOUT)])
p.modify(a, select.POLLIN)
print(p.poll(1000.5) == [(a.fileno(), 1)], p.unregister(a), p.poll(1), p.poll(0))
attempt(p.unregister, 12345)
attempt(p.modify, 12345, 1)
attempt(p.register, a, -1)
attempt(p.register, a, 1 << 20)
attempt(p.register, 'x')
attempt(p.poll, 'x')

with select.epoll() as e:
    print(e.closed, e.fileno() >= 0, e.register(a, select.EPOLLIN), e.poll(1) == [(a.fileno(), 1)])
    attempt(e.register, b, -1)
    try:
        e.register(a)
    except FileExistsError as x:
        print(x)
    print(e.modify(a, select.EPOLLOUT), e.poll(timeout=1, maxevents=1) == [(a.fileno(), 4)], e.unregister(a))
    attempt(e.unregister, a)
    attempt(e.poll, 0, 0)
    attempt(e.poll, 'x')
    print(e.poll(0.01))
print(e.closed)
attempt(e.poll)
attempt(e.fileno)
attempt(select.epoll, -2)
a.recv(10)

for class_ in selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector, selectors.DefaultSelector:
    print(class_.__name__)
    with class_() as s:
        key = s.register(a, selectors.EVENT_READ, 'data')
        print(key == (a, a.fileno(), 1, 'data'), s.get_key(a) == key, len(s.get_map()), a in s.get_map(), s.get_map()[a.fileno()] == key)
        attempt(lambda: s.register(b, 0))
        attempt(lambda: s.register(-5, 1))
        attempt(lambda: s.register(object, 1) and None)
        try:
            s.register(a, 1)
        except KeyError as e:
            print('already registered' in str(e))
        print(s.select(0), s.select(-1), s.select(0.01))
        b.send(b'1')
        print([(k.data, e) for k, e in s.select()])
        print(s.modify(a, 3, 'other').events, sorted((k.data, e) for k, e in s.select(5)))
        a.recv(1)
        print([(k.data, e) for k, e in s.select(5)])
        print(s.unregister(a).data, s.select(0))
        try:
            s.unregister(a)
        except KeyError as e:
            print('is not registered' in str(e))
        try:
            s.get_key(a)
        except KeyError as e:
            print('is not registered' in str(e))
    print(s.get_map())
    attempt(lambda: s.get_key(a))

# A wait goes on after a signal.
ran = []
signal.signal(signal.SIGUSR1, lambda *_: ran.append(1))
main = threading.get_ident()


def poke():
    while not ran:
        signal.pthread_kill(main, signal.SIGUSR1)
        time.sleep(0.02)
    b.send(b'now')


for wait in (lambda: select.select([a], [], [])[0] == [a], lambda: bool(select_poll.poll()), lambda: bool(select_epoll.poll()),
             lambda: a.recv(1, socket.MSG_PEEK) == b'n', lambda: select.select([a], [], [], 60)[0] == [a]):
    select_poll = select.poll()
    select_poll.register(a, select.POLLIN)
    select_epoll = select.epoll()
    select_epoll.register(a, select.EPOLLIN)
    ran.clear()
    t = threading.Thread(target=poke)
    t.start()
    print(wait(), bool(ran))
    t.join()
    a.recv(10)
    select_epoll.close()


# A handler that raises ends it.
class Stop(Exception):
    pass


def stop(*_):
    # Once: the signal may be sent again before its thread hears that it arrived.
    if not stopped:
        stopped.append(1)
        raise Stop


signal.signal(signal.SIGUSR1, stop)


def poke_until():
    ready.wait()
    while not stopped:
        signal.pthread_kill(main, signal.SIGUSR1)
        time.sleep(0.02)


a.settimeout(60)
for wait in (lambda: a.recv(1), lambda: select.select([a], [], []), lambda: selectors.DefaultSelector().select() or time.sleep(60)):
    stopped = []
    ready = threading.Event()
    t = threading.Thread(target=poke_until)
    t.start()
    try:
        ready.set()
        wait()
    except Stop:
        print('stopped')
    t.join()
a.close()
b.close()
