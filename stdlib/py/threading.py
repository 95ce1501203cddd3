"""Threads and the objects with which they wait for each other.

Owns the Python side of threading: the Thread life cycle, the table of living
threads and every primitive that is built from the native lock.
Invariant: whoever waits here sits in exactly one native `acquire`, and a
Condition's `_waiters` holds one locked lock for each of them, in arrival order.
Leaves OS threads, locks, RLock, `local` and the report of uncaught exceptions to `_thread`.
"""

import sys as _sys
import _thread
from _collections import deque as _deque
from itertools import count as _count
from time import monotonic as _time
from _threading_iterators import concurrent_tee, serialize_iterator, synchronized_iterator

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread',
           'enumerate', 'main_thread', 'TIMEOUT_MAX',
           'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread',
           'Barrier', 'BrokenBarrierError', 'Timer', 'ThreadError',
           'setprofile', 'settrace', 'local', 'stack_size',
           'excepthook', 'ExceptHookArgs', 'getprofile', 'gettrace',
           'setprofile_all_threads', 'settrace_all_threads',
           'serialize_iterator', 'synchronized_iterator', 'concurrent_tee', 'get_native_id']

_start_joinable_thread = _thread.start_joinable_thread
_daemon_threads_allowed = _thread.daemon_threads_allowed
_allocate_lock = _thread.allocate_lock
_ThreadHandle = _thread._ThreadHandle
_make_thread_handle = _thread._make_thread_handle
_get_main_thread_ident = _thread._get_main_thread_ident
_is_main_interpreter = _thread._is_main_interpreter
_thread_shutdown = _thread._shutdown
_set_name = _thread.set_name
get_ident = _thread.get_ident
get_native_id = _thread.get_native_id
stack_size = _thread.stack_size
ThreadError = _thread.error
TIMEOUT_MAX = _thread.TIMEOUT_MAX
ExceptHookArgs = _thread._ExceptHookArgs
excepthook = __excepthook__ = _thread._excepthook
local = _thread._local
Lock = _LockType = _thread.lock
_CRLock = _thread.RLock

_HAVE_THREAD_NATIVE_ID = True


def __getattr__(name):
    if name == '_dangling':
        from _weakrefset import WeakSet
        return WeakSet(_enumerate())
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


# ---- trace and profile hooks ------------------------------------------------

_trace_hook = None
_profile_hook = None


def settrace(func):
    """Make every thread started from now on call sys.settrace(func) before run()."""
    global _trace_hook
    _trace_hook = func


def setprofile(func):
    """Make every thread started from now on call sys.setprofile(func) before run()."""
    global _profile_hook
    _profile_hook = func


def settrace_all_threads(func):
    """Like settrace(), and trace the threads that already run too."""
    settrace(func)
    _sys._settraceallthreads(func)


def setprofile_all_threads(func):
    """Like setprofile(), and profile the threads that already run too."""
    setprofile(func)
    _sys._setprofileallthreads(func)


def gettrace():
    """The function given to settrace(), or None."""
    return _trace_hook


def getprofile():
    """The function given to setprofile(), or None."""
    return _profile_hook


# ---- locks and what is built from them --------------------------------------

def RLock():
    """A lock that its owner may acquire again; it opens after as many releases."""
    return _CRLock()


class Condition:
    """A place to wait until another thread says that something has changed.

    Wraps `lock`, a Lock or RLock (a new RLock when none is given).
    """

    def __init__(self, lock=None):
        if lock is None:
            lock = _CRLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        if hasattr(lock, 'locked'):
            self.locked = lock.locked
        if type(lock) is not Lock:
            # An RLock must be let go of at every depth, and taken back as deep.
            for name in ('_release_save', '_acquire_restore', '_is_owned'):
                method = getattr(lock, name, None)
                if method is not None:
                    setattr(self, name, method)
        self._waiters = _deque()

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return "<Condition(%s, %d)>" % (self._lock, len(self._waiters))

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        lock = self._lock
        if type(lock) is Lock:
            return lock.locked()
        if lock.acquire(False):
            lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Let go of the lock, sleep until notified or timed out, take the lock back.

        Returns False when the time ran out, else True.
        """
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = _allocate_lock()
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        woken = False
        try:
            if timeout is None:
                waiter.acquire()
                woken = True
            elif timeout <= 0:
                woken = waiter.acquire(False)
            else:
                woken = waiter.acquire(True, timeout)
            return woken
        finally:
            self._acquire_restore(state)
            if not woken:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true; returns its last value."""
        result = predicate()
        if timeout is None:
            while not result:
                self.wait()
                result = predicate()
            return result
        deadline = None
        while not result:
            if deadline is None:
                deadline = _time() + timeout
                left = timeout
            else:
                left = deadline - _time()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake up to n of the threads that wait here."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while waiters and n > 0:
            waiter = waiters[0]
            # Release before removing: a signal handler that raises between the
            # two leaves an open lock behind, which the next notify skips.
            try:
                waiter.release()
            except RuntimeError:
                pass
            else:
                n -= 1
            try:
                waiters.remove(waiter)
            except ValueError:
                pass

    def notify_all(self):
        """Wake every thread that waits here."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Deprecated spelling of notify_all()."""
        import warnings
        warnings.warn('notifyAll() is deprecated, use notify_all() instead',
                      DeprecationWarning, stacklevel=2)
        self.notify_all()


class Semaphore:
    """A counter of free places: acquire() takes one or waits, release() gives back."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._lock = lock = _allocate_lock()
        self._cond = Condition(lock)
        self._value = value

    def __repr__(self):
        cls = self.__class__
        return (f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}:"
                f" value={self._value}>")

    def _at_fork_reinit(self, value):
        self._cond._at_fork_reinit()
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        """Take a place; False when there was none (in time)."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._lock:
            if self._value > 0:
                self._value -= 1
                return True
            if not blocking:
                return False
            return self._wait_for_place(timeout)

    __enter__ = acquire

    def _wait_for_place(self, timeout):
        wait = self._cond.wait
        if timeout is None:
            while self._value <= 0:
                wait()
        else:
            deadline = _time() + timeout
            while self._value <= 0:
                left = deadline - _time()
                if left <= 0:
                    return False
                wait(left)
        self._value -= 1
        return True

    def release(self, n=1):
        """Give n places back and wake as many waiters."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._lock:
            self._value += n
            cond = self._cond
            if cond._waiters:
                cond.notify(n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A Semaphore that refuses to be released more often than acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = self.__class__
        return (f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}:"
                f" value={self._value}/{self._initial_value}>")

    def release(self, n=1):
        """Give n places back; ValueError when that exceeds the initial value."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._lock:
            value = self._value + n
            if value > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value = value
            cond = self._cond
            if cond._waiters:
                cond.notify(n)


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(_allocate_lock())
        self._flag = False

    def __repr__(self):
        cls = self.__class__
        status = 'set' if self._flag else 'unset'
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>"

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def is_set(self):
        """True if the flag is up."""
        return self._flag

    def isSet(self):
        """Deprecated spelling of is_set()."""
        import warnings
        warnings.warn('isSet() is deprecated, use is_set() instead',
                      DeprecationWarning, stacklevel=2)
        return self.is_set()

    def set(self):
        """Raise the flag and wake everyone who waits for it."""
        cond = self._cond
        with cond._lock:
            self._flag = True
            if cond._waiters:
                cond.notify_all()

    def clear(self):
        """Take the flag down."""
        with self._cond._lock:
            self._flag = False

    def wait(self, timeout=None):
        """Wait until the flag is up; False when the time ran out first."""
        if self._flag:
            return True
        cond = self._cond
        with cond._lock:
            return self._flag or cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    """The barrier was reset or has broken while threads wait at it."""


# The states of a barrier: filling up, letting its threads go, being reset, broken.
_FILLING, _DRAINING, _RESETTING, _BROKEN = 0, 1, -1, -2


class Barrier:
    """A point that `parties` threads pass only together."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = _FILLING
        self._count = 0

    def __repr__(self):
        cls = self.__class__
        name = f"{cls.__module__}.{cls.__qualname__} at {id(self):#x}"
        if self.broken:
            return f"<{name}: broken>"
        return f"<{name}: waiters={self.n_waiting}/{self.parties}>"

    def wait(self, timeout=None):
        """Wait for the others; returns this thread's place, 0 to parties - 1."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            # The threads of the last round may still be on their way out.
            while self._state in (_RESETTING, _DRAINING):
                self._cond.wait()
            if self._state == _BROKEN:
                raise BrokenBarrierError
            place = self._count
            self._count += 1
            try:
                if self._count == self._parties:
                    self._open()
                else:
                    self._await_opening(timeout)
                return place
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (_RESETTING, _DRAINING):
                    self._state = _FILLING
                    self._cond.notify_all()

    def _open(self):
        try:
            if self._action:
                self._action()
            self._state = _DRAINING
            self._cond.notify_all()
        except BaseException:
            self._break()
            raise

    def _await_opening(self, timeout):
        if not self._cond.wait_for(lambda: self._state != _FILLING, timeout):
            self._break()
            raise BrokenBarrierError
        if self._state < 0:
            raise BrokenBarrierError

    def _break(self):
        self._state = _BROKEN
        self._cond.notify_all()

    def reset(self):
        """Start afresh; whoever waits gets a BrokenBarrierError."""
        with self._cond:
            if self._count == 0:
                self._state = _FILLING
            elif self._state in (_FILLING, _BROKEN):
                self._state = _RESETTING
            self._cond.notify_all()

    def abort(self):
        """Break the barrier for those who wait and those who come."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        """How many threads it takes to pass."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads wait now."""
        return self._count if self._state == _FILLING else 0

    @property
    def broken(self):
        """True if the barrier has broken."""
        return self._state == _BROKEN


# ---- threads ----------------------------------------------------------------

_counter = _count(1).__next__
_active_limbo_lock = _CRLock()
_active = {}    # ident -> Thread, the threads that run
_limbo = {}     # started, but not running yet


def _newname(name_template):
    return name_template % _counter()


class Thread:
    """One thread of control: give it a `target`, or override run()."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None,
                 args=(), kwargs=None, *, daemon=None, context=None):
        assert group is None, "group argument must be None for now"
        if name:
            name = str(name)
        else:
            name = _newname("Thread-%d")
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        if daemon is None:
            self._daemonic = current_thread().daemon
        elif daemon and not _daemon_threads_allowed():
            raise RuntimeError('daemon threads are disabled in this (sub)interpreter')
        else:
            self._daemonic = daemon
        self._context = context
        self._ident = None
        self._native_id = None
        self._os_thread_handle = _ThreadHandle()
        self._started = Event()
        self._initialized = True

    def _after_fork(self, new_ident=None):
        self._started._at_fork_reinit()
        if new_ident is not None:
            # The one thread that lives on in the child.
            self._ident = new_ident
            assert self._os_thread_handle.ident == new_ident
            self._native_id = get_native_id()
        else:
            self._os_thread_handle._set_done()

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        if not self._started.is_set():
            status = "initial"
        elif self._os_thread_handle.is_done():
            status = "stopped"
        else:
            status = "started"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"

    def start(self):
        """Begin to run, once, in a thread of its own."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started._flag:
            raise RuntimeError("threads can only be started once")
        if self._context is None and _sys.flags.thread_inherit_context:
            from _contextvars import copy_context
            self._context = copy_context()
        with _active_limbo_lock:
            _limbo[self] = self
        try:
            _start_joinable_thread(self._bootstrap, handle=self._os_thread_handle,
                                   daemon=self.daemon)
        except Exception:
            with _active_limbo_lock:
                _limbo.pop(self, None)
            raise
        self._started.wait()

    def run(self):
        """What the thread does: call the target. Subclasses may replace it."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # What the target refers to should not live as long as the thread.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        try:
            self._bootstrap_inner()
        except:
            # A daemon thread may wake while the interpreter falls apart; what it
            # then trips over means nothing to anyone.
            if self._daemonic and _sys is None:
                return
            raise

    def _bootstrap_inner(self):
        try:
            ident = self._ident = get_ident()
            self._native_id = get_native_id()
            if self._name:
                self._set_os_name()
            with _active_limbo_lock:
                _active[ident] = self
                _limbo.pop(self, None)
            self._started.set()
            if _trace_hook is not None:
                _sys.settrace(_trace_hook)
            if _profile_hook is not None:
                _sys.setprofile(_profile_hook)
            try:
                if self._context is None:
                    self.run()
                else:
                    self._context.run(self.run)
            except:
                _report_uncaught(self)
        finally:
            self._delete()

    def _set_os_name(self):
        try:
            _set_name(self._name)
        except OSError:
            pass

    def _delete(self):
        with _active_limbo_lock:
            _active.pop(get_ident(), None)
            # A thread whose start was cut short is still in limbo.
            _limbo.pop(self, None)

    def join(self, timeout=None):
        """Wait until the thread has ended, or for `timeout` seconds."""
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started._flag:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        # A negative timeout means no waiting here, elsewhere no limit.
        if timeout is not None:
            timeout = max(timeout, 0)
        self._os_thread_handle.join(timeout)

    @property
    def name(self):
        """A label for people; need not be unique."""
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)
        if get_ident() == self._ident:
            self._set_os_name()

    @property
    def ident(self):
        """The thread's number among the living, None before start()."""
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        """The kernel's number for the thread, None before start()."""
        assert self._initialized, "Thread.__init__() not called"
        return self._native_id

    def is_alive(self):
        """True from start() until run() has ended."""
        assert self._initialized, "Thread.__init__() not called"
        return self._started._flag and not self._os_thread_handle.is_done()

    @property
    def daemon(self):
        """True if the interpreter does not wait for this thread at exit."""
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if daemonic and not _daemon_threads_allowed():
            raise RuntimeError('daemon threads are disabled in this interpreter')
        if self._started._flag:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        """Deprecated: read the `daemon` attribute."""
        _deprecated('isDaemon() is deprecated, get the daemon attribute instead')
        return self.daemon

    def setDaemon(self, daemonic):
        """Deprecated: set the `daemon` attribute."""
        _deprecated('setDaemon() is deprecated, set the daemon attribute instead')
        self.daemon = daemonic

    def getName(self):
        """Deprecated: read the `name` attribute."""
        _deprecated('getName() is deprecated, get the name attribute instead')
        return self.name

    def setName(self, name):
        """Deprecated: set the `name` attribute."""
        _deprecated('setName() is deprecated, set the name attribute instead')
        self.name = name


def _deprecated(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


def _report_uncaught(thread, default=excepthook):
    # Bound early: during shutdown globals may be gone.
    info = _sys.exc_info()
    try:
        hook = excepthook
        if hook is None:
            hook = default
        hook(ExceptHookArgs([*info, thread]))
    except BaseException as exc:
        exc.__suppress_context__ = True
        print("Exception in threading.excepthook:", file=_sys.stderr, flush=True)
        _sys.excepthook(type(exc), exc, exc.__traceback__)
    finally:
        info = None


class Timer(Thread):
    """Calls a function after some seconds, unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        """Stop the timer if it has not gone off."""
        self.finished.set()

    def run(self):
        """Wait, then call the function."""
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name="MainThread", daemon=False)
        self._started._flag = True
        self._ident = _get_main_thread_ident()
        self._native_id = get_native_id()
        self._os_thread_handle = _make_thread_handle(self._ident)
        with _active_limbo_lock:
            _active[self._ident] = self


class _DeleteDummyThreadOnDel:
    """Lives in the thread's own storage: dies with it, and strikes it off the list."""

    def __init__(self, dummy):
        self._dummy = dummy
        self._ident = dummy.ident
        _thread_local_info._track_dummy_thread_ref = self

    def __del__(self, _lock=_active_limbo_lock, _table=_active):
        with _lock:
            if _table.get(self._ident) is self._dummy:
                _table.pop(self._ident, None)


class _DummyThread(Thread):
    """Stands for a thread that was not started through this module."""

    def __init__(self):
        Thread.__init__(self, name=_newname("Dummy-%d"), daemon=_daemon_threads_allowed())
        self._started._flag = True
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._os_thread_handle = _make_thread_handle(self._ident)
        with _active_limbo_lock:
            _active[self._ident] = self
        _DeleteDummyThreadOnDel(self)

    def is_alive(self):
        if not self._os_thread_handle.is_done() and self._started._flag:
            return True
        raise RuntimeError("thread is not alive")

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")

    def _after_fork(self, new_ident=None):
        if new_ident is not None:
            self.__class__ = _MainThread
            self._name = 'MainThread'
            self._daemonic = False
        Thread._after_fork(self, new_ident=new_ident)


def current_thread():
    """The Thread that runs this; a stand-in if threading did not start it."""
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def currentThread():
    """Deprecated spelling of current_thread()."""
    import warnings
    warnings.warn('currentThread() is deprecated, use current_thread() instead',
                  DeprecationWarning, stacklevel=2)
    return current_thread()


def active_count():
    """How many threads are alive: the length of enumerate()."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    """Deprecated spelling of active_count()."""
    import warnings
    warnings.warn('activeCount() is deprecated, use active_count() instead',
                  DeprecationWarning, stacklevel=2)
    return active_count()


def _enumerate():
    return list(_active.values()) + list(_limbo.values())


def enumerate():
    """A list of all threads that are alive, this one and daemons among them."""
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


def main_thread():
    """The thread in which the interpreter was started."""
    return _main_thread


# ---- start and end of the process -------------------------------------------

_threading_atexits = []
_SHUTTING_DOWN = False


def _register_atexit(func, *arg, **kwargs):
    """Have func called before the interpreter waits for its threads at exit."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append(lambda: func(*arg, **kwargs))


_thread_local_info = local()
_main_thread = _MainThread()


def _shutdown():
    """Called by the interpreter at exit: run the callbacks, wait for the threads."""
    global _SHUTTING_DOWN
    if _main_thread._os_thread_handle.is_done() and _is_main_interpreter():
        return
    _SHUTTING_DOWN = True
    for call in reversed(_threading_atexits):
        call()
    if _is_main_interpreter():
        _main_thread._os_thread_handle._set_done()
    _thread_shutdown()


def _after_fork():
    """Called in a forked child: only the thread that forked is still there."""
    global _active_limbo_lock, _main_thread
    _active_limbo_lock = _CRLock()
    ident = get_ident()
    current = _active.get(ident)
    if current is None:
        current = _MainThread()
    _main_thread = current
    survivors = {}
    with _active_limbo_lock:
        for thread in set(_enumerate()):
            if thread is current:
                thread._after_fork(new_ident=ident)
                survivors[ident] = thread
            else:
                thread._after_fork()
        _limbo.clear()
        _active.clear()
        _active.update(survivors)


try:
    from posix import register_at_fork as _register_at_fork
except ImportError:
    pass
else:
    _register_at_fork(after_in_child=_after_fork)
