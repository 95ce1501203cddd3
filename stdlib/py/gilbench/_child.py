"""One measurement, in a process of its own: N threads call a function for some time.

Invariant: the clock runs from the moment when all threads have warmed up to the end of the last call; what counts is the calls
within. The result is one line of JSON on the descriptor that the order names; stdout and stderr are the program's. This text also
runs under other interpreters: plain Python, no package.
"""

# Calls between two looks at the clock take about this many seconds, so that looking costs nothing.
_BETWEEN_LOOKS = 0.0002


class _Unusable(Exception):
    """The target cannot be measured because it was named wrongly."""


def _find(target, threads):
    # The user's function, the same for every thread.
    import importlib
    import os
    import sys
    place, _, path = target.partition(':')
    if place.endswith('.py'):
        sys.path.insert(0, os.path.dirname(os.path.abspath(place)))
        place = os.path.basename(place)[:-3]
    sys.argv[:] = [place]
    try:
        found = importlib.import_module(place)
    except ModuleNotFoundError as e:
        if e.name is None or not (place + '.').startswith(e.name + '.'):
            raise
        raise _Unusable(f'no module named {e.name!r}') from None
    for name in path.split('.'):
        try:
            found = getattr(found, name)
        except AttributeError:
            raise _Unusable(f'module {place!r} has no function {path!r}') from None
    if not callable(found):
        raise _Unusable(f'{target} is not a function but of type {type(found).__name__!r}')
    return [found] * threads


class _Crew:
    """The threads of one measurement."""

    def __init__(self, calls, seconds, warm_up):
        import threading
        import time
        self.clock, self.cpu_clock = time.perf_counter, time.process_time
        self.seconds, self.warm_up = seconds, warm_up
        self.counts, self.ends = [0] * len(calls), [0.0] * len(calls)
        self.delays = [None] * len(calls)
        self.error = None
        self.start = self.cpu_start = 0.0
        self.gate = threading.Barrier(len(calls), self._begin)
        self.threads = [threading.Thread(target=self._work, args=(k, call), name=f'worker-{k + 1}', daemon=True)
                        for k, call in enumerate(calls)]

    def run(self):
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            thread.join()
        cpu = self.cpu_clock() - self.cpu_start
        if self.error:
            raise self.error
        delay = None if None in self.delays else sum(self.delays)
        return {'calls_by_thread': self.counts, 'seconds': max(self.ends) - self.start, 'cpu_seconds': cpu,
                'delay': delay, 'gil': _gil_figures()}

    def _begin(self):
        # The last thread to arrive runs this while the others wait.
        _gil_figures(reset=True)
        self.cpu_start = self.cpu_clock()
        self.start = self.clock()

    def _work(self, k, call):
        import threading
        try:
            batch = self._warm(call)
            delay = _delay()
            self.gate.wait()
            clock, deadline, count = self.clock, self.start + self.seconds, 0
            while self.error is None:
                for _ in range(batch):
                    call()
                count += batch
                now = clock()
                if now >= deadline:
                    break
            self.counts[k], self.ends[k] = count, clock()
            if delay is not None:
                self.delays[k] = _delay() - delay
        except threading.BrokenBarrierError:
            pass
        except BaseException as e:
            if self.error is None:
                self.error = e
            self.gate.abort()

    def _warm(self, call):
        # At least one call; tells how many calls fit between two looks at the clock.
        begun, count = self.clock(), 0
        while True:
            call()
            count += 1
            spent = self.clock() - begun
            if spent >= self.warm_up:
                return max(1, int(_BETWEEN_LOOKS * count / spent)) if spent else 1


def _delay():
    # Seconds that this thread could have run but had no processor, if the system tells.
    import os
    try:
        fd = os.open('/proc/thread-self/schedstat', os.O_RDONLY)
        try:
            return int(os.read(fd, 100).split()[1]) / 1e9
        finally:
            os.close(fd)
    except (OSError, ValueError, IndexError):
        return None


def _gil_figures(reset=False):
    try:
        import gil
    except ImportError:
        return None
    if not hasattr(gil, 'reset_stats') or not gil.is_enabled():
        return None
    if reset:
        return gil.reset_stats()
    total = gil.stats().total
    names = 'holds', 'held', 'waits', 'waited', 'asked', 'forced', 'voluntary'
    return {name: getattr(total, name) for name in names}


def main(workloads):
    import json
    import os
    import sys
    import traceback
    order = json.loads(sys.argv[1])
    try:
        make = workloads[order['workload']][1] if order.get('workload') else None
        calls = make(order['threads']) if make else _find(order['function'], order['threads'])
        result = _Crew(calls, order['seconds'], order['warm_up']).run()
    except _Unusable as e:
        result = {'unusable': str(e)}
    except BaseException as e:
        # The frames of this file say nothing to the user.
        frames = e.__traceback__
        while frames is not None and frames.tb_frame.f_code.co_filename == '<string>':
            frames = frames.tb_next
        traceback.print_exception(type(e), e, frames)
        result = {'failed': True}
    sys.stdout.flush()
    data = json.dumps(result).encode()
    while data:
        data = data[os.write(order['fd'], data):]
    # Threads that the function left behind must not hold the process.
    os._exit(0)
