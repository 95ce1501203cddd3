"""Other programs as children: starting them, talking with them, waiting for them."""

import builtins
import contextlib
import errno
import io
import os
import select
import selectors
import signal
import sys
import threading
import time
import types
import warnings
from time import monotonic as _time

from _posixsubprocess import fork_exec as _fork_exec

from ._errors import CalledProcessError, SubprocessError, TimeoutExpired

__all__ = ['Popen', 'PIPE', 'STDOUT', 'call', 'check_call', 'getstatusoutput', 'getoutput', 'check_output', 'run',
           'CalledProcessError', 'DEVNULL', 'SubprocessError', 'TimeoutExpired', 'CompletedProcess']

PIPE = -1
STDOUT = -2
DEVNULL = -3

_mswindows = False
_can_fork_exec = True
_USE_POSIX_SPAWN = False
_USE_VFORK = True
_HAVE_POSIX_SPAWN_CLOSEFROM = False
_CAN_USE_KQUEUE = False
_PIPE_BUF = getattr(select, 'PIPE_BUF', 512)
_PopenSelector = selectors.PollSelector if hasattr(selectors, 'PollSelector') else selectors.SelectSelector
_MAXIMUM_WAIT_TIMEOUT = 0x7fffffff

# Children whose Popen went before they ended: they are waited for when the next is started.
_active = []


def _cleanup():
    if _active is None:
        return
    for child in _active[:]:
        if child._internal_poll(_deadstate=sys.maxsize) is not None:
            try:
                _active.remove(child)
            except ValueError:
                # Another thread did.
                pass


def _can_use_pidfd_open():
    # Whether the system lets processes be waited for by descriptors.
    try:
        os.close(os.pidfd_open(os.getpid(), 0))
    except (AttributeError, OSError) as e:
        # Without descriptors left it may still be there.
        return getattr(e, 'errno', None) in (errno.EMFILE, errno.ENFILE)
    return True


_CAN_USE_PIDFD_OPEN = _can_use_pidfd_open()


def _optim_args_from_interpreter_flags():
    # The option that hands this interpreter's optimization to a child.
    return ['-' + 'O' * sys.flags.optimize] if sys.flags.optimize > 0 else []


def _args_from_interpreter_flags():
    # The options that give a child interpreter the settings of this one.
    args = _optim_args_from_interpreter_flags()
    for flag, letter in (('dont_write_bytecode', 'B'), ('no_site', 'S'), ('verbose', 'v'), ('bytes_warning', 'b'), ('quiet', 'q')):
        value = getattr(sys.flags, flag)
        if value > 0:
            args.append('-' + letter * value)
    if sys.flags.isolated:
        args.append('-I')
    else:
        if sys.flags.ignore_environment:
            args.append('-E')
        if sys.flags.no_user_site:
            args.append('-s')
        if sys.flags.safe_path:
            args.append('-P')
    options = sys.warnoptions[:]
    xoptions = getattr(sys, '_xoptions', {})
    byte_options = {'default': None, 'ignore': None}
    if sys.flags.bytes_warning > 1 and 'error::BytesWarning' in options:
        options.remove('error::BytesWarning')
    elif sys.flags.bytes_warning and 'default::BytesWarning' in options:
        options.remove('default::BytesWarning')
    if 'dev' in xoptions and 'default' in options:
        options.remove('default')
    args += ['-W' + option for option in options]
    if 'dev' in xoptions:
        args += ['-X', 'dev']
    for option in ('faulthandler', 'tracemalloc', 'importtime', 'frozen_modules', 'showrefcount', 'utf8', 'gil', 'int_max_str_digits'):
        if option in xoptions:
            value = xoptions[option]
            args += ['-X', option if value is True else f'{option}={value}']
    return args


def _text_encoding():
    # The encoding of streams for which none was named.
    if sys.flags.warn_default_encoding:
        warnings.warn("'encoding' argument not specified.", EncodingWarning, 2)
    return 'utf-8'


def call(*popenargs, timeout=None, **kwargs):
    """Run a command and wait for it; its exit status. The parameters are those of Popen."""
    with Popen(*popenargs, **kwargs) as p:
        try:
            return p.wait(timeout=timeout)
        except:
            p.kill()
            raise


def check_call(*popenargs, **kwargs):
    """As call(), but raise CalledProcessError unless the status is 0."""
    status = call(*popenargs, **kwargs)
    if status:
        command = kwargs.get('args')
        raise CalledProcessError(status, popenargs[0] if command is None else command)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a command and return its output; raise CalledProcessError unless the status is 0."""
    for name in ('stdout', 'check'):
        if name in kwargs:
            raise ValueError(f'{name} argument not allowed, it will be overridden.')
    if 'input' in kwargs and kwargs['input'] is None:
        # None has always meant no input here.
        text = kwargs.get('universal_newlines') or kwargs.get('text') or kwargs.get('encoding') or kwargs.get('errors')
        kwargs['input'] = '' if text else b''
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


class CompletedProcess(object):
    """A process that has ended: its command, its exit status, what it wrote."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        parts = [f'args={self.args!r}', f'returncode={self.returncode!r}']
        if self.stdout is not None:
            parts.append(f'stdout={self.stdout!r}')
        if self.stderr is not None:
            parts.append(f'stderr={self.stderr!r}')
        return f'{type(self).__name__}({", ".join(parts)})'

    __class_getitem__ = classmethod(types.GenericAlias)

    def check_returncode(self):
        """Raise CalledProcessError unless the status is 0."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a command to its end; a CompletedProcess.

    input goes to its standard input. With capture_output its streams are kept. When it takes longer than timeout seconds it is
    killed and TimeoutExpired raised. With check, CalledProcessError is raised unless the status is 0.
    """
    if input is not None:
        if kwargs.get('stdin') is not None:
            raise ValueError('stdin and input arguments may not both be used.')
        kwargs['stdin'] = PIPE
    if capture_output:
        if kwargs.get('stdout') is not None or kwargs.get('stderr') is not None:
            raise ValueError('stdout and stderr arguments may not be used with capture_output.')
        kwargs['stdout'] = PIPE
        kwargs['stderr'] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            # What was read is in the exception already.
            process.wait()
            raise
        except:
            process.kill()
            raise
        status = process.poll()
        if check and status:
            raise CalledProcessError(status, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, status, stdout, stderr)


def list2cmdline(seq):
    """The command line that Microsoft's C library would take apart into these arguments."""
    result = []
    for arg in map(os.fsdecode, seq):
        quote = ' ' in arg or '\t' in arg or not arg
        out = ['"'] if quote else []
        slashes = 0
        for c in arg:
            if c == '\\':
                slashes += 1
                continue
            # Backslashes are doubled in front of a quote, which itself gets one.
            out.append('\\' * (slashes * 2 + 1) if c == '"' else '\\' * slashes)
            slashes = 0
            out.append(c)
        out.append('\\' * (slashes * 2 if quote else slashes))
        if quote:
            out.append('"')
        result.append(''.join(out))
    return ' '.join(result)


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """Run a command in a shell; (exit status, what it wrote to both streams without the last line end)."""
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
        status = 0
    except CalledProcessError as e:
        data = e.output
        status = e.returncode
    return status, data.removesuffix('\n')


def getoutput(cmd, *, encoding=None, errors=None):
    """Run a command in a shell; what it wrote to both streams without the last line end."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


from ._popen import Popen

# The parts are one module to those who look.
for _part in (CalledProcessError, SubprocessError, TimeoutExpired, Popen):
    _part.__module__ = __name__
del _part
