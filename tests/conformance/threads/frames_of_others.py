# Frames of threads that wait: their lines, callers and variables, as sys._current_frames() shows them.
import sys
import threading
import traceback

ready, go_on = threading.Event(), threading.Event()
ready_lock = threading.Lock()
ready_lock.acquire()
done = threading.Lock()
done.acquire()


def outer(n):
    first = n + 1
    inner(
        first,
    )


def inner(value):
    square = [x * x for x in range(value)]
    ready_lock.release()
    done.acquire()
    square.append("seen")


thread = threading.Thread(target=outer, args=(2,))
thread.start()
ready_lock.acquire()
while True:
    frame = sys._current_frames()[thread.ident]
    if frame.f_lineno == 23:
        break
print(frame.f_code.co_name, frame.f_lineno, frame.f_back.f_code.co_name, frame.f_back.f_lineno)
print(sorted(frame.f_locals.items()), frame.f_back.f_locals)
for entry in traceback.extract_stack(frame)[-2:]:
    print(entry.name, entry.lineno, entry.line)
done.release()
thread.join()
print(frame.f_locals["square"], frame.f_lineno)
