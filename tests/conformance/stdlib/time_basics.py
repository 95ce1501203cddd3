"""time: clocks, sleeping, struct_time, strftime, with TZ=UTC."""

import time

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a, b = time.monotonic(), time.monotonic()
c, d = time.perf_counter(), time.perf_counter()
print(a <= b, c <= d, isinstance(time.time(), float), isinstance(time.time_ns(), int), time.time() > 1.7e9,
    isinstance(time.monotonic_ns(), int), isinstance(time.perf_counter_ns(), int), time.process_time() >= 0,
    time.thread_time() >= 0, time.process_time_ns() >= 0)
started = time.monotonic()
time.sleep(0.05)
print(0.05 <= time.monotonic() - started < 2)
t = time.gmtime(0)
print(t, tuple(t), t.tm_year, t[1], t.tm_zone, t.tm_gmtoff, len(t), type(t).__name__)
print(time.gmtime(1700000000), time.localtime(1700000000) == time.gmtime(1700000000),
    time.mktime(time.gmtime(86400)), time.gmtime(-1).tm_year, time.gmtime(951782400)[:3], time.gmtime(1.9).tm_sec)
print(time.strftime("%Y-%m-%d %H:%M:%S", t), time.strftime("%a %A %b %B %j %U %w %y %p %I %%",
    time.gmtime(1700000000)), time.strftime("%d/%m/%Y é", t), repr(time.strftime("", t)),
    time.strftime("%F %T %D", time.gmtime(1234567890)))
print(time.asctime(t), time.ctime(0), time.asctime(time.gmtime(1234567890)), time.timezone, time.altzone,
    time.daylight, time.tzname)
print(time.strptime("2024-02-29 13:45:10", "%Y-%m-%d %H:%M:%S"), time.strptime("3 Mar 99", "%d %b %y")[:3],
    time.strptime("12:05 PM", "%I:%M %p")[3:5])
attempt(time.strptime, "2024", "%Y-%m")
attempt(time.strptime, "2024-13-01", "%Y-%m-%d")
attempt(time.strptime, "x2024", "%Y")
attempt(time.gmtime, 1e20)
attempt(time.gmtime, "x")
attempt(time.asctime, (1, 2))
attempt(time.strftime, "%Y", (2024, 13, 1, 0, 0, 0, 0, 0, 0))
attempt(time.mktime, (1,))
attempt(time.strftime, 5)
attempt(time.sleep, -1)
attempt(setattr, t, "tm_year", 5)
print(time.struct_time((2024, 1, 2, 3, 4, 5, 1, 2, 0)), time.struct_time(range(9)) == tuple(range(9)))
attempt(time.struct_time, (1, 2))
info = time.get_clock_info("monotonic")
print(info.monotonic, info.adjustable, info.resolution <= 1e-3, time.clock_gettime(time.CLOCK_MONOTONIC) > 0,
    time.clock_getres(time.CLOCK_REALTIME) > 0)
attempt(time.get_clock_info, "nope")
