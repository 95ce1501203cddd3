import threading, time
started = threading.Event()
def loop():
    started.set()
    while True: time.sleep(1)
class Cycle:
    def __init__(self):
        self.me = self
        self.thread = threading.Thread(target=loop, daemon=True)
        self.thread.start(); started.wait()
    def __del__(self):
        print(self.thread.is_alive())
        try: self.thread.join()
        except Exception as e: print(type(e).__name__, e)
Cycle()
