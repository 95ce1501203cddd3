"""What runs after the main thread ends, and in which order."""

import atexit
import threading
import time

gate = threading.Event()


def slow():
    gate.wait()
    print("2. thread ends")


def last(word, n=0):
    print("4. registered first, called last:", word, n)


atexit.register(last, "word", n=5)


@atexit.register
def third():
    print("3. threads alive:", threading.active_count(), threading.main_thread().is_alive())


def never():
    print("never called")


atexit.register(never)
atexit.register(never)
atexit.unregister(never)
threading._register_atexit(lambda: (print("1b. before the threads are joined"), gate.set()))
threading._register_atexit(lambda: print("1a. before the threads are joined"))
threading.Thread(target=slow).start()
print("1. main ends")
