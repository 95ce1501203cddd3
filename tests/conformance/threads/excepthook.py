"""threading.excepthook replaced, restored, failing."""

import threading

seen = []


def hook(args):
    seen.append((args.exc_type.__name__, str(args.exc_value), args.exc_traceback is not None, args.thread.name))


def run(function, name="T"):
    t = threading.Thread(target=function, name=name)
    t.start()
    t.join()


def boom():
    raise KeyError("boom")


original = threading.excepthook
print(original is threading.__excepthook__)
threading.excepthook = hook
run(boom, "first")
run(lambda: 1 / 0, "second")
run(lambda: (_ for _ in ()).throw(SystemExit(3)), "third")
print(seen)
args = threading.ExceptHookArgs((ValueError, ValueError("made"), None, None))
print(args.exc_type, args.exc_value, args.exc_traceback, args.thread, len(args), args[0])
hook_calls = []


def keeping(args):
    hook_calls.append(args.exc_type)
    raise RuntimeError("hook failed")


threading.excepthook = keeping
import io
import sys

old, sys.stderr = sys.stderr, io.StringIO()
run(boom, "fourth")
text, sys.stderr = sys.stderr.getvalue(), old
print(hook_calls, "RuntimeError: hook failed" in text, "Exception in threading.excepthook:" in text)
threading.excepthook = original
old, sys.stderr = sys.stderr, io.StringIO()
run(boom, "fifth")
text, sys.stderr = sys.stderr.getvalue(), old
print(text.splitlines()[0], text.splitlines()[-1])
old, sys.stderr = sys.stderr, io.StringIO()
original(threading.ExceptHookArgs((OSError, OSError(2, "gone"), None, threading.current_thread())))
text, sys.stderr = sys.stderr.getvalue(), old
print(text)
try:
    original(5)
except TypeError as error:
    print("TypeError:", error)
