"""How long small pieces of code take.

The code is compiled into the body of a function with the loop around it, so that
the loop costs as little as it can.
"""

import gc
import itertools
import sys
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

dummy_src_name = "<timeit-src>"
default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter

template = """
def inner(_it, _timer{init}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    _t1 = _timer()
    return _t1 - _t0
"""

_globals = globals


def reindent(src, indent):
    """The source with all lines but the first indented."""
    return src.replace("\n", "\n" + " " * indent)


class Timer:
    """Times a statement, which is source or a function, after a setup."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        local_ns = {}
        global_ns = _globals() if globals is None else globals
        init = ''
        if isinstance(setup, str):
            # Alone, so that a mistake is told without the loop around it.
            compile(setup, dummy_src_name, "exec")
            stmt_prefix = setup + '\n'
            setup = reindent(setup, 4)
        elif callable(setup):
            local_ns['_setup'] = setup
            init += ', _setup=_setup'
            stmt_prefix = ''
            setup = '_setup()'
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            compile(stmt_prefix + stmt, dummy_src_name, "exec")
            stmt = reindent(stmt, 8)
        elif callable(stmt):
            local_ns['_stmt'] = stmt
            init += ', _stmt=_stmt'
            stmt = '_stmt()'
        else:
            raise ValueError("stmt is neither a string nor callable")
        src = template.format(stmt=stmt, setup=setup, init=init)
        self.src = src
        exec(compile(src, dummy_src_name, "exec"), global_ns, local_ns)
        self.inner = local_ns["inner"]

    def print_exc(self, file=None, **kwargs):
        """Print a traceback of the exception being handled, with the timed source."""
        import linecache
        import traceback
        if self.src is not None:
            linecache.cache[dummy_src_name] = (len(self.src), None, self.src.split("\n"),
                                               dummy_src_name)
        traceback.print_exc(file=file, **kwargs)

    def timeit(self, number=default_number):
        """Seconds that `number` executions take; no garbage is collected meanwhile."""
        it = itertools.repeat(None, number)
        enabled = gc.isenabled()
        gc.disable()
        try:
            return self.inner(it, self.timer)
        finally:
            if enabled:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """A list of timings; the least is the one that was disturbed least."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None, target_time=0.2):
        """(number, seconds) with a number of executions that takes long enough."""
        scale = 1
        while True:
            for digit in 1, 2, 5:
                number = scale * digit
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= target_time:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Seconds that `number` executions of a statement take."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat,
           number=default_number, globals=None):
    """A list of such timings."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


_USAGE = """\
Time the execution of small pieces of code.

usage: python -m timeit [-n N] [-r N] [-s S] [-p] [-v] [-u UNIT] [-t T] [statement ...]

  -n, --number N       how often to execute the statement (default: found out)
  -r, --repeat N       how often to repeat the timing (default 5)
  -s, --setup S        a statement to be executed once before (default: pass)
  -p, --process        measure the time of the process, not of the clock
  -v, --verbose        print raw timings; repeat for more digits
  -u, --unit UNIT      nsec, usec, msec or sec
  -t, --target-time T  how long the timing should take at least (default 0.2)
  -h, --help           print this
"""

_UNITS = {"nsec": 1e-9, "usec": 1e-6, "msec": 1e-3, "sec": 1.0}


def main(args=None, *, _wrap_timer=None):
    """The command line: `python -m timeit`."""
    import getopt
    import os
    if args is None:
        args = sys.argv[1:]
    try:
        opts, args = getopt.getopt(
            args, "n:u:s:r:pt:vh",
            ["number=", "setup=", "repeat=", "process", "target-time=", "verbose", "unit=",
             "help"])
    except getopt.error as err:
        print(err)
        print("use -h/--help for command line help")
        return 2
    timer = default_timer
    stmt = "\n".join(args) or "pass"
    number, repeat, precision, verbose, unit, target_time = 0, default_repeat, 3, 0, None, 0.2
    setup = []
    for option, value in opts:
        if option in ("-n", "--number"):
            number = int(value)
        elif option in ("-s", "--setup"):
            setup.append(value)
        elif option in ("-u", "--unit"):
            if value not in _UNITS:
                print("Unrecognized unit. Please select nsec, usec, msec, or sec.",
                      file=sys.stderr)
                return 2
            unit = value
        elif option in ("-r", "--repeat"):
            repeat = max(int(value), 1)
        elif option in ("-p", "--process"):
            timer = time.process_time
        elif option in ("-t", "--target-time"):
            target_time = float(value)
        elif option in ("-v", "--verbose"):
            if verbose:
                precision += 1
            verbose += 1
        elif option in ("-h", "--help"):
            print(_USAGE, end="")
            return 0
    sys.path.insert(0, os.curdir)
    if _wrap_timer is not None:
        timer = _wrap_timer(timer)
    t = Timer(stmt, "\n".join(setup) or "pass", timer)
    return _run(t, number, repeat, precision, verbose, unit, target_time)


def _run(t, number, repeat, precision, verbose, unit, target_time):
    def format_time(dt):
        if unit is not None:
            scale, name = _UNITS[unit], unit
        else:
            name, scale = next((pair for pair in sorted(_UNITS.items(), key=lambda p: -p[1])
                                if dt >= pair[1]), ("nsec", 1e-9))
        return "%.*g %s" % (precision, dt / scale, name)

    def tell(number, taken):
        print(f"{number} loop{'s' if number != 1 else ''} -> {taken:.{precision}g} sec")

    try:
        if number == 0:
            number, _ = t.autorange(tell if verbose else None, target_time)
            if verbose:
                print()
        raw_timings = t.repeat(repeat, number)
    except:
        t.print_exc()
        return 1
    if verbose:
        print("raw times: %s" % ", ".join(map(format_time, raw_timings)))
        print()
    timings = [dt / number for dt in raw_timings]
    best, worst = min(timings), max(timings)
    print("%d loop%s, best of %d: %s per loop"
          % (number, 's' if number != 1 else '', repeat, format_time(best)))
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit(
            "The test results are likely unreliable. The worst time (%s) was more than four "
            "times slower than the best time (%s)." % (format_time(worst), format_time(best)),
            UserWarning, '', 0)
    return None


if __name__ == "__main__":
    sys.exit(main())
