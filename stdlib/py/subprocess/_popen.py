"""Popen: a child, its streams, and waiting for it.

`waitpid` is called under a lock, and whoever gets it looks again whether another thread was faster: a number may belong to a
different process as soon as its child was waited for.
"""

import errno
import io
import os
import selectors
import signal
import sys
import threading
import time
import types
import warnings
from time import monotonic as _time

import subprocess as _module
from _posixsubprocess import fork_exec as _fork_exec

from ._errors import SubprocessError, TimeoutExpired

PIPE, STDOUT, DEVNULL = -1, -2, -3
# How much is read of a pipe at once.
_CHUNK = 32768


def _left(endtime):
    return None if endtime is None else endtime - _time()


def _number_of(who, what, by_name, whose):
    # The number of a user or group that was given by name or number.
    if isinstance(who, str):
        number = by_name(who)
    elif isinstance(who, int):
        number = who
    else:
        raise TypeError(whose.format(type(who)))
    if number < 0:
        raise ValueError(f'{what} ID cannot be negative, got {number}')
    return number


def _group_named(name):
    try:
        import grp
    except ImportError:
        raise ValueError('The group parameter cannot be a string on systems without the grp module')
    return grp.getgrnam(name).gr_gid


def _user_named(name):
    try:
        import pwd
    except ImportError:
        raise ValueError('The user parameter cannot be a string on systems without the pwd module')
    return pwd.getpwnam(name).pw_uid


def _view_of(data):
    # The bytes of input as they go through the pipe.
    return memoryview(data).cast('b') if data else None


class Popen:
    """A child process that runs another program."""

    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None, close_fds=True,
                 shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None, creationflags=0,
                 restore_signals=True, start_new_session=False, pass_fds=(), *, user=None, group=None, extra_groups=None,
                 encoding=None, errors=None, text=None, umask=-1, pipesize=-1, process_group=None):
        """Start a program: args is a sequence, or a command for a shell; the rest says how its process differs from this one."""
        _module._cleanup()
        self._waitpid_lock = threading.Lock()
        self._input = None
        self._communication_started = False
        bufsize = -1 if bufsize is None else bufsize
        if not isinstance(bufsize, int):
            raise TypeError('bufsize must be an integer')
        if stdout is STDOUT:
            raise ValueError('STDOUT can only be used for stderr')
        pipesize = -1 if pipesize is None else pipesize
        if not isinstance(pipesize, int):
            raise TypeError('pipesize must be an integer')
        if pass_fds and not close_fds:
            warnings.warn('pass_fds overriding close_fds.', RuntimeWarning)
            close_fds = True
        for name, value, absent in ('startupinfo', startupinfo, None), ('creationflags', creationflags, 0):
            if value != absent:
                raise ValueError(f'{name} is only supported on Windows platforms')
        self.args = args
        self.stdin = self.stdout = self.stderr = None
        self.pid = None
        self.returncode = None
        self.encoding = encoding
        self.errors = errors
        self.pipesize = pipesize
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError('Cannot disambiguate when both text and universal_newlines are supplied but different. '
                                  'Pass one or the other.')
        self.text_mode = encoding or errors or text or universal_newlines
        if self.text_mode and encoding is None:
            self.encoding = encoding = _module._text_encoding()
        # After Ctrl-C, which the child got too, it has this long to end by itself.
        self._sigint_wait_secs = 0.25
        self._closed_child_pipe_fds = False
        lines = bool(self.text_mode) and bufsize == 1
        if lines:
            bufsize = -1
        gid = gids = uid = None
        if group is not None:
            gid = _number_of(group, 'Group', _group_named, 'Group must be a string or an integer, not {}')
        if extra_groups is not None:
            if isinstance(extra_groups, str):
                raise ValueError('Groups must be a list, not a string')
            gids = [_number_of(g, 'Group', _group_named, 'Items in extra_groups must be a string or integer, not {}')
                    for g in extra_groups]
        if user is not None:
            uid = _number_of(user, 'User', _user_named, 'User must be a string or an integer')
        handles = self._get_handles(stdin, stdout, stderr)
        p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite = handles
        try:
            if p2cwrite != -1:
                self.stdin = io.open(p2cwrite, 'wb', bufsize)
                if self.text_mode:
                    self.stdin = io.TextIOWrapper(self.stdin, write_through=True, line_buffering=lines,
                                                  encoding=encoding, errors=errors)
            if c2pread != -1:
                self.stdout = self._reader(c2pread, bufsize)
            if errread != -1:
                self.stderr = self._reader(errread, bufsize)
            self._execute_child(args, executable, preexec_fn, close_fds, pass_fds, cwd, env, startupinfo, creationflags, shell,
                                *handles, restore_signals, gid, gids, uid, umask, start_new_session,
                                -1 if process_group is None else process_group)
        except:
            self._abandon(stdin, stdout, stderr, handles)
            raise

    def _reader(self, fd, bufsize):
        stream = io.open(fd, 'rb', bufsize)
        if self.text_mode:
            stream = io.TextIOWrapper(stream, encoding=self.encoding, errors=self.errors)
        return stream

    def _abandon(self, stdin, stdout, stderr, handles):
        # The child could not be started: nothing stays open.
        for stream in self.stdin, self.stdout, self.stderr:
            if stream:
                try:
                    stream.close()
                except OSError:
                    pass
        if self._closed_child_pipe_fds:
            return
        wanted = [fd for kind, fd in zip((stdin, stdout, stderr), (handles[0], handles[3], handles[5])) if kind == PIPE]
        if hasattr(self, '_devnull'):
            wanted.append(self._devnull)
        for fd in wanted:
            try:
                os.close(fd)
            except OSError:
                pass

    def __repr__(self):
        text = f'<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>'
        return text if len(text) <= 80 else text[:76] + '...>'

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def universal_newlines(self):
        """Another name of text_mode."""
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def _translate_newlines(self, data, encoding, errors):
        return data.decode(encoding, errors).replace('\r\n', '\n').replace('\r', '\n')

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        if self.stdout:
            self.stdout.close()
        if self.stderr:
            self.stderr.close()
        try:
            # This may flush what is left to a child that is gone.
            if self.stdin:
                self.stdin.close()
        finally:
            if exc_type == KeyboardInterrupt:
                if self._sigint_wait_secs > 0:
                    try:
                        self._wait(timeout=self._sigint_wait_secs)
                    except TimeoutExpired:
                        pass
                self._sigint_wait_secs = 0
            else:
                self.wait()

    def __del__(self, _maxsize=sys.maxsize, _warn=warnings.warn):
        if not self._child_created:
            return
        if self.returncode is None:
            _warn(f'subprocess {self.pid} is still running', ResourceWarning, source=self)
        self._internal_poll(_deadstate=_maxsize)
        if self.returncode is None and _module._active is not None:
            _module._active.append(self)

    # ---- starting

    def _get_devnull(self):
        if not hasattr(self, '_devnull'):
            self._devnull = os.open(os.devnull, os.O_RDWR)
        return self._devnull

    def _pipe(self):
        r, w = os.pipe()
        if self.pipesize > 0:
            try:
                import fcntl
            except ImportError:
                pass
            else:
                fcntl.fcntl(w, fcntl.F_SETPIPE_SZ, self.pipesize)
        return r, w

    def _get_handles(self, stdin, stdout, stderr):
        # The descriptors of both sides for each stream: (child's, parent's) for input, (parent's, child's) for the others.
        p2cread = p2cwrite = c2pread = c2pwrite = errread = errwrite = -1
        opened = []
        try:
            if stdin == PIPE:
                p2cread, p2cwrite = self._pipe()
                opened += p2cread, p2cwrite
            elif stdin == DEVNULL:
                p2cread = self._get_devnull()
            elif stdin is not None:
                p2cread = stdin if isinstance(stdin, int) else stdin.fileno()
            if stdout == PIPE:
                c2pread, c2pwrite = self._pipe()
                opened += c2pread, c2pwrite
            elif stdout == DEVNULL:
                c2pwrite = self._get_devnull()
            elif stdout is not None:
                c2pwrite = stdout if isinstance(stdout, int) else stdout.fileno()
            if stderr == PIPE:
                errread, errwrite = self._pipe()
                opened += errread, errwrite
            elif stderr == STDOUT:
                # Without a stream of its own, output goes where this process's goes.
                errwrite = c2pwrite if c2pwrite != -1 else sys.__stdout__.fileno()
            elif stderr == DEVNULL:
                errwrite = self._get_devnull()
            elif stderr is not None:
                errwrite = stderr if isinstance(stderr, int) else stderr.fileno()
        except:
            if hasattr(self, '_devnull'):
                opened.append(self._devnull)
                del self._devnull
            for fd in opened:
                os.close(fd)
            raise
        return p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite

    def _close_pipe_fds(self, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite):
        # The child has its ends now. What the caller opened stays open.
        devnull = getattr(self, '_devnull', None)
        for own, other in (p2cread, p2cwrite), (c2pwrite, c2pread), (errwrite, errread):
            if own != -1 and other != -1 and own != devnull:
                os.close(own)
        if devnull is not None:
            os.close(devnull)
        self._closed_child_pipe_fds = True

    def _execute_child(self, args, executable, preexec_fn, close_fds, pass_fds, cwd, env, startupinfo, creationflags, shell,
                       p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, restore_signals, gid, gids, uid, umask,
                       start_new_session, process_group):
        if isinstance(args, (str, bytes)):
            args = [args]
        elif isinstance(args, os.PathLike):
            if shell:
                raise TypeError('path-like args is not allowed when shell is true')
            args = [args]
        else:
            args = list(args)
        if shell:
            args = ['/system/bin/sh' if hasattr(sys, 'getandroidapilevel') else '/bin/sh', '-c'] + args
            if executable:
                args[0] = executable
        if executable is None:
            executable = args[0]
        sys.audit('subprocess.Popen', executable, args, cwd, env)
        shown = executable
        error_read, error_write = os.pipe()
        # Descriptors 0 to 2 may be closed here, and are the child's streams: the pipe for errors moves above them.
        low = []
        while error_write < 3:
            low.append(error_write)
            error_write = os.dup(error_write)
        for fd in low:
            os.close(fd)
        try:
            try:
                environment = None
                if env is not None:
                    environment = []
                    for k, v in env.items():
                        k = os.fsencode(k)
                        if b'=' in k:
                            raise ValueError('illegal environment variable name')
                        environment.append(k + b'=' + os.fsencode(v))
                executable = os.fsencode(executable)
                if os.path.dirname(executable):
                    programs = (executable,)
                else:
                    programs = tuple(os.path.join(os.fsencode(d), executable) for d in os.get_exec_path(env))
                keep = set(pass_fds)
                keep.add(error_write)
                self.pid = _module._fork_exec(
                    args, programs, close_fds, tuple(sorted(map(int, keep))), cwd, environment,
                    p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, error_read, error_write,
                    restore_signals, start_new_session, process_group, gid, gids, uid, umask, preexec_fn)
                self._child_created = True
            finally:
                os.close(error_write)
            self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)
            report = bytearray()
            while True:
                part = os.read(error_read, 50000)
                report += part
                if not part or len(report) > 50000:
                    break
        finally:
            os.close(error_read)
        if report:
            self._raise_report(report, shown, cwd)

    def _raise_report(self, report, executable, cwd):
        # What the child told of its failure, raised here.
        try:
            pid, status = os.waitpid(self.pid, 0)
            if pid == self.pid:
                self._handle_exitstatus(status)
            else:
                self.returncode = sys.maxsize
        except ChildProcessError:
            pass
        try:
            name, number, place = bytes(report).split(b':', 2)
            place = place.decode()
        except ValueError:
            name, number, place = b'SubprocessError', b'0', f'Bad exception data from child: {bytes(report)!r}'
        class_ = {b'OSError': OSError, b'SubprocessError': SubprocessError}.get(name, SubprocessError)
        if not (issubclass(class_, OSError) and number):
            raise class_(place)
        filename = cwd if place == 'noexec:chdir' else None if place == 'noexec' else executable
        number = int(number, 16)
        text = os.strerror(number) if number else place
        if filename is None:
            raise class_(number, text)
        raise class_(number, text, filename)

    # ---- waiting

    def _handle_exitstatus(self, sts, _waitstatus_to_exitcode=os.waitstatus_to_exitcode, _WIFSTOPPED=os.WIFSTOPPED,
                           _WSTOPSIG=os.WSTOPSIG):
        if _WIFSTOPPED(sts):
            self.returncode = -_WSTOPSIG(sts)
        else:
            self.returncode = _waitstatus_to_exitcode(sts)

    def _internal_poll(self, _deadstate=None, _waitpid=os.waitpid, _WNOHANG=os.WNOHANG, _ECHILD=errno.ECHILD):
        # Must run also while the interpreter shuts down.
        if self.returncode is None:
            if not self._waitpid_lock.acquire(False):
                # Another thread waits: the child runs, or it will say.
                return None
            try:
                if self.returncode is not None:
                    return self.returncode
                pid, sts = _waitpid(self.pid, _WNOHANG)
                if pid == self.pid:
                    self._handle_exitstatus(sts)
            except OSError as e:
                if _deadstate is not None:
                    self.returncode = _deadstate
                elif e.errno == _ECHILD:
                    # Somebody else waited for it, or SIGCHLD is ignored: its status is lost.
                    self.returncode = 0
            finally:
                self._waitpid_lock.release()
        return self.returncode

    def _try_wait(self, wait_flags):
        try:
            return os.waitpid(self.pid, wait_flags)
        except ChildProcessError:
            return self.pid, 0

    def _collect(self, flags):
        # Waits under the lock; false when the child still runs.
        if self.returncode is None:
            pid, status = self._try_wait(flags)
            if pid == self.pid:
                self._handle_exitstatus(status)
        return self.returncode is not None

    def _wait(self, timeout):
        if self.returncode is not None:
            return self.returncode
        if timeout is None:
            while self.returncode is None:
                with self._waitpid_lock:
                    self._collect(0)
            return self.returncode
        if timeout < 0:
            raise TimeoutExpired(self.args, timeout)
        endtime = _time() + timeout
        self._await_end(endtime)
        delay = 0.0005
        while True:
            if self._waitpid_lock.acquire(False):
                try:
                    if self._collect(os.WNOHANG):
                        return self.returncode
                finally:
                    self._waitpid_lock.release()
            remaining = _left(endtime)
            if remaining <= 0:
                raise TimeoutExpired(self.args, timeout)
            delay = min(delay * 2, remaining, 0.05)
            time.sleep(delay)

    def _await_end(self, endtime):
        # Sleeps until the child ends or it is time, where the system can tell.
        if not _module._CAN_USE_PIDFD_OPEN:
            return
        try:
            fd = os.pidfd_open(self.pid, 0)
        except (AttributeError, OSError):
            return
        try:
            import select
            poller = select.poll()
            poller.register(fd, select.POLLIN)
            while (remaining := _left(endtime)) > 0 and not poller.poll(min(remaining, 1e6) * 1000):
                pass
        finally:
            os.close(fd)

    def poll(self):
        """The exit status if the child has ended, else None."""
        return self._internal_poll()

    def wait(self, timeout=None):
        """Wait for the child to end; its exit status. TimeoutExpired after so many seconds."""
        endtime = None if timeout is None else _time() + timeout
        try:
            return self._wait(timeout=timeout)
        except KeyboardInterrupt:
            self._grant_last_moment(endtime)
            raise

    def _grant_last_moment(self, endtime):
        # The child probably got the same Ctrl-C.
        timeout = self._sigint_wait_secs
        if endtime is not None:
            timeout = min(timeout, _left(endtime))
        self._sigint_wait_secs = 0
        try:
            self._wait(timeout=timeout)
        except TimeoutExpired:
            pass

    def send_signal(self, sig):
        """Send a signal to the child, unless it is known to have ended."""
        # The look keeps a number from being used that is no longer the child's.
        self.poll()
        if self.returncode is None:
            try:
                os.kill(self.pid, sig)
            except ProcessLookupError:
                pass

    def terminate(self):
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    # ---- talking

    def _stdin_write(self, input):
        try:
            if input:
                self.stdin.write(input)
        except BrokenPipeError:
            # It does not want to know.
            pass
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def communicate(self, input=None, timeout=None):
        """Send input to the child, read its streams to their ends and wait for it; (stdout, stderr)."""
        if self._communication_started and input:
            raise ValueError('Cannot send input after starting communication')
        single = [self.stdin, self.stdout, self.stderr].count(None) >= 2
        if timeout is None and single and not self._communication_started:
            stdout = stderr = None
            if self.stdin:
                self._stdin_write(input)
            elif self.stdout:
                stdout = self.stdout.read()
                self.stdout.close()
            elif self.stderr:
                stderr = self.stderr.read()
                self.stderr.close()
            self.wait()
            return stdout, stderr
        endtime = None if timeout is None else _time() + timeout
        try:
            stdout, stderr = self._communicate(input, endtime, timeout)
        except KeyboardInterrupt:
            self._grant_last_moment(endtime)
            raise
        finally:
            self._communication_started = True
        self._wait_for(endtime, timeout)
        return stdout, stderr

    def _wait_for(self, endtime, timeout):
        try:
            self.wait(timeout=_left(endtime))
        except TimeoutExpired as e:
            # The caller's time-out, not what was left of it.
            e.timeout = timeout
            raise

    def _save_input(self, input):
        # The first call's input is sent in later calls too, after a time-out.
        if self.stdin and self._input is None:
            self._input_offset = 0
            self._input = input
            if input is not None and self.text_mode:
                self._input = self._input.encode(self.stdin.encoding, self.stdin.errors)

    def _check_timeout(self, endtime, orig_timeout, stdout_seq, stderr_seq, skip_check_and_raise=False):
        if endtime is None:
            return
        if skip_check_and_raise or _time() > endtime:
            raise TimeoutExpired(self.args, orig_timeout, output=b''.join(stdout_seq) if stdout_seq else None,
                                 stderr=b''.join(stderr_seq) if stderr_seq else None)

    def _communicate(self, input, endtime, orig_timeout):
        if self.stdin and not self._communication_started:
            try:
                self.stdin.flush()
            except BrokenPipeError:
                pass
            except ValueError:
                # It may be closed already.
                if not self.stdin.closed:
                    raise
            if not input:
                try:
                    self.stdin.close()
                except BrokenPipeError:
                    pass
        if not self._communication_started:
            self._fileobj2output = {stream: [] for stream in (self.stdout, self.stderr) if stream}
        outputs = self._fileobj2output
        stdout = outputs[self.stdout] if self.stdout else None
        stderr = outputs[self.stderr] if self.stderr else None
        self._save_input(input)
        with _module._PopenSelector() as selector:
            if self.stdin and not self.stdin.closed and self._input:
                selector.register(self.stdin, selectors.EVENT_WRITE)
            for stream in outputs:
                if not stream.closed:
                    selector.register(stream, selectors.EVENT_READ)
            self._exchange(selector, _view_of(self._input), outputs, endtime, orig_timeout, stdout, stderr)
        self._wait_for(endtime, orig_timeout)
        results = []
        for stream, parts in (self.stdout, stdout), (self.stderr, stderr):
            if parts is not None:
                parts = b''.join(parts)
                if self.text_mode:
                    parts = self._translate_newlines(parts, stream.encoding, stream.errors)
            results.append(parts)
        return tuple(results)

    def _exchange(self, selector, view, outputs, endtime, orig_timeout, stdout, stderr):
        # Writes and reads until all streams are done.
        while selector.get_map():
            remaining = _left(endtime)
            if remaining is not None and remaining <= 0:
                self._check_timeout(endtime, orig_timeout, stdout, stderr, skip_check_and_raise=True)
            ready = selector.select(remaining)
            self._check_timeout(endtime, orig_timeout, stdout, stderr)
            for key, events in ready:
                stream = key.fileobj
                if stream is self.stdin:
                    self._send_part(selector, view)
                    continue
                data = os.read(key.fd, _CHUNK)
                if data:
                    outputs[stream].append(data)
                else:
                    selector.unregister(stream)
                    stream.close()

    def _send_part(self, selector, view):
        at = self._input_offset
        try:
            self._input_offset += os.write(self.stdin.fileno(), view[at:at + _module._PIPE_BUF])
        except BrokenPipeError:
            done = True
        else:
            done = self._input_offset >= len(view)
        if done:
            selector.unregister(self.stdin)
            try:
                self.stdin.close()
            except BrokenPipeError:
                pass
