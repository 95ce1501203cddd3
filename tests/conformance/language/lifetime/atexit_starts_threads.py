import atexit
import sys
import threading


def work(name):
    print("thread", name)


@atexit.register
def start():
    threading.Thread(target=work, args=("of atexit",)).start()


atexit.register(print, "registered last, runs first")
del sys.modules["atexit"]
import atexit as again

again.register(print, "by the module that was imported again")
