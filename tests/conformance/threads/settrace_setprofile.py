"""threading.settrace and setprofile reach threads started later."""

import sys
import threading

events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name == "work":
        events.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def profiler(frame, event, arg):
    if frame.f_code.co_name == "work" and event in ("call", "return"):
        profiled.append((event, arg))


profiled = []


def work():
    a = 1
    return a + 1


def run():
    t = threading.Thread(target=work)
    t.start()
    t.join()


print(threading.gettrace(), threading.getprofile(), sys.gettrace(), sys.getprofile())
threading.settrace(tracer)
print(threading.gettrace() is tracer, sys.gettrace())
run()
threading.settrace(None)
run()
print(events)
threading.setprofile(profiler)
run()
threading.setprofile(None)
run()
print(profiled)
events.clear()
sys.settrace(tracer)
work()
sys.settrace(None)
work()
print(events)
profiled.clear()
sys.setprofile(profiler)
work()
sys.setprofile(None)
print(profiled)


def fails():
    def work():
        raise KeyError("traced")
    try:
        work()
    except KeyError:
        pass


events.clear()
sys.settrace(tracer)
fails()
sys.settrace(None)
print(events)
gate, ready = threading.Event(), threading.Event()


def later():
    ready.set()
    gate.wait()
    work()


t = threading.Thread(target=later)
t.start()
ready.wait()
events.clear()
threading.settrace_all_threads(tracer)
gate.set()
t.join()
sys.settrace(None)
threading.settrace_all_threads(None)
print(events, threading.gettrace(), sys.gettrace())
