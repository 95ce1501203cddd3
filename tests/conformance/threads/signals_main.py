"""Signals: handlers run in the main thread."""

import os
import signal
import threading
import time

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


log = []


def handler(number, frame):
    log.append((number == signal.SIGUSR1, threading.current_thread() is threading.main_thread(), frame is not None))


print(signal.getsignal(signal.SIGUSR1), signal.signal(signal.SIGUSR1, handler),
    signal.getsignal(signal.SIGUSR1) is handler)
os.kill(os.getpid(), signal.SIGUSR1)
print(log)
signal.raise_signal(signal.SIGUSR1)
print(len(log))
t = threading.Thread(target=lambda: os.kill(os.getpid(), signal.SIGUSR1))
t.start()
while len(log) < 3:
    time.sleep(0.001)
t.join()
print(log[-1])
errors = []


def in_thread():
    try:
        signal.signal(signal.SIGUSR2, handler)
    except ValueError as error:
        errors.append(str(error))


t = threading.Thread(target=in_thread)
t.start()
t.join()
print(errors)


class Interrupt(Exception):
    pass


def raising(number, frame):
    raise Interrupt("from a handler")


signal.signal(signal.SIGUSR1, raising)
for wait in (lambda: time.sleep(20), lambda: threading.Event().wait(20), lambda: held.acquire(timeout=20),
        lambda: blocked.join(20)):
    held = threading.Lock()
    held.acquire()
    stop = threading.Event()
    blocked = threading.Thread(target=stop.wait)
    blocked.start()
    poke = threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGUSR1])
    poke.start()
    try:
        wait()
        print("not interrupted")
    except Interrupt as error:
        print("interrupted:", error)
    stop.set()
    blocked.join()
    poke.join()
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.getsignal(signal.SIGUSR1), signal.SIG_DFL, signal.SIGINT, signal.Signals(2).name, signal.SIGTERM.value,
    int(signal.SIGKILL))
attempt(signal.signal, 10000, handler)
attempt(signal.signal, signal.SIGUSR1, 5000)
attempt(signal.signal, signal.SIGKILL, handler)
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.strsignal(2))
attempt(signal.default_int_handler)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as error:
    print("KeyboardInterrupt", error.args)
