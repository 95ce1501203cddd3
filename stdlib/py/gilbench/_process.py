"""One child process: started, watched, and gone at the end together with all that it started.

Invariant: when `run` returns or raises, the child's process group has been killed and no thread of this module is left (so the
next fork is of a process with one thread). Pipes are always read, so that a child that prints a lot never waits.
"""

import os
import signal
import threading
import time

# As much of what a child writes to stderr is kept, from its end.
_KEPT = 1 << 16
_NULL = '/dev/null'


class CannotStart(Exception):
    """The program could not be started; the argument is the system's word for why."""


class Finished:
    """How a child ended: `status` as of the process (negative: the signal), None when it was out of time."""

    __slots__ = ('status', 'seconds', 'cpu_seconds', 'errors', 'result')

    def __init__(self, status, seconds, cpu_seconds, errors, result):
        self.status, self.seconds, self.cpu_seconds = status, seconds, cpu_seconds
        self.errors, self.result = errors, result


class _Reader(threading.Thread):
    """Reads a descriptor to its end; keeps the last part, and passes all on if asked."""

    def __init__(self, fd, pass_to=None, keep=_KEPT):
        super().__init__(daemon=True)
        self._fd, self._pass_to, self._keep = fd, pass_to, keep
        self.data = b''

    def run(self):
        try:
            while part := os.read(self._fd, 1 << 16):
                self.data = (self.data + part)[-self._keep:]
                if self._pass_to is not None:
                    os.write(self._pass_to, part)
        finally:
            os.close(self._fd)


class _Waiter(threading.Thread):
    """Waits for the child to end and notes when it did."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self._pid = pid
        self.ended = threading.Event()
        self.status, self.at = None, None

    def run(self):
        _, status = os.waitpid(self._pid, 0)
        self.at = time.perf_counter()
        self.status = os.waitstatus_to_exitcode(status)
        self.ended.set()


def _become(argv, environment, result_fd, error_fd, failed_fd, show):
    # In the child, from fork to exec.
    try:
        os.setpgid(0, 0)
        null = os.open(_NULL, os.O_RDWR)
        os.dup2(null, 0)
        if not show:
            os.dup2(null, 1)
        os.dup2(error_fd, 2)
        os.set_inheritable(result_fd, True)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        os.execve(argv[0], argv, environment)
    except OSError as e:
        os.write(failed_fd, str(e.errno).encode())
    finally:
        os._exit(127)


def _kill_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except OSError:
        pass


def _children_cpu():
    t = os.times()
    return t.children_user + t.children_system


def run(make_argv, environment, timeout, show=False):
    """Run a program to its end.

    `make_argv` gets the number of the descriptor on which the child may leave a result. `show` lets the child's output through.
    """
    result, result_fd = os.pipe()
    errors, error_fd = os.pipe()
    failed, failed_fd = os.pipe()
    argv = make_argv(result_fd)
    cpu = _children_cpu()
    begun = time.perf_counter()
    # An interrupt between the fork and the `try` would leave the child behind.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    pid = os.fork()
    if pid == 0:
        _become(argv, environment, result_fd, error_fd, failed_fd, show)
    for fd in result_fd, error_fd, failed_fd:
        os.close(fd)
    waiter = _Waiter(pid)
    readers = [_Reader(errors, 2 if show else None), _Reader(result, keep=1 << 24)]
    try:
        # Empty when the program has started.
        refused = os.read(failed, 20)
        os.close(failed)
        for thread in waiter, *readers:
            thread.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        in_time = waiter.ended.wait(timeout)
    finally:
        _kill_group(pid)
        waiter.join()
        for reader in readers:
            # Somebody who left the group may still have the pipe.
            reader.join(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if refused:
        raise CannotStart(os.strerror(int(refused)))
    return Finished(waiter.status if in_time else None, waiter.at - begun, _children_cpu() - cpu,
                    readers[0].data.decode(errors='replace'), readers[1].data)
