import threading, time, sys
started = threading.Event()
lock = threading.Lock(); rlock = threading.RLock(); free=threading.Lock()
def loop():
    with lock, rlock:
        started.set()
        while True: time.sleep(1)
class Cycle:
    def __init__(self):
        self.me=self
        threading.Thread(target=loop,daemon=True).start(); started.wait()
    def __del__(self):
        free.acquire()
        print('free', sys.is_finalizing())
        for l in lock, rlock:
            try: l.acquire()
            except Exception as e: print(type(e).__name__, e)
        print(lock.acquire(False))
Cycle()
