"""The short samples of the document, run as they stand and with what they lack."""

import os
import threading
import time

folder = os.path.join("..", "..", "..", "examples", "document")


def run(name, space):
    with open(os.path.join(folder, name)) as source:
        exec(compile(source.read(), name, "exec"), space)
    return space


space = run("lock.py", {})
print("lock.py ends,", space["lock"].locked())
space = run("semaphore.py", {})
print("semaphore.py ends,", [space["semaphore"].acquire(blocking=False) for _ in range(4)])
try:
    run("queue_sample.py", {})
except NameError as error:
    print("NameError:", error)
space = run("queue_sample.py", {"item": "defined beforehand"})
print("queue_sample.py ends,", space["data"], space["q"].empty())
space = {}
t = threading.Thread(target=run, args=("condition.py", space))
t.start()
while t.is_alive():
    if "condition" in space:
        with space["condition"]:
            space["condition"].notify_all()
    time.sleep(0.01)
print("condition.py ends once somebody notifies,", type(space["condition"]).__name__)
