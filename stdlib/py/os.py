"""The operating system: all of `posix`, plus what is made of it in Python.

Owns directory walks, the exec and spawn families, popen and the encoding of
file names.
Leaves system calls to `posix`, paths to `os.path`; the environment stands in
`_environ` and is fetched when first asked for.
"""

import sys as _sys
import posix as _posix
from posix import *
from posix import _exit, fspath

name = 'posix'
linesep = '\n'
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


def _get_exports_list(module):
    try:
        return list(module.__all__)
    except AttributeError:
        return [n for n in dir(module) if n[0] != '_']


__all__ = ["altsep", "curdir", "pardir", "sep", "pathsep", "linesep",
           "defpath", "name", "path", "devnull", "SEEK_SET", "SEEK_CUR",
           "SEEK_END", "fsencode", "fsdecode", "get_exec_path", "fdopen",
           "extsep", "_exit", "process_cpu_count", "PathLike", "environ",
           *_get_exports_list(_posix)]

_sys.modules.setdefault('os', _sys.modules[__name__])
import posixpath as path
_sys.modules['os.path'] = path
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

try:
    from posix import _clearenv
    __all__.append('_clearenv')
except ImportError:
    pass

supports_bytes_environ = True
_made_late = {'environ', 'environb', 'PathLike'}
del globals()['environ']    # posix has the raw one


def __getattr__(attr):
    if attr in _made_late:
        import _environ
        module = globals()
        module['PathLike'] = _environ.PathLike
        module['environ'], module['environb'] = _environ.make_environ()
        return module[attr]
    raise AttributeError(f"module 'os' has no attribute {attr!r}")


def _env():
    return _sys.modules[__name__].environ


# ---- names and the environment ----------------------------------------------

_fs_encoding = _sys.getfilesystemencoding()
_fs_errors = _sys.getfilesystemencodeerrors()


def fsencode(filename):
    """The file name as bytes, as the system wants it."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode(_fs_encoding, _fs_errors)
    return filename


def fsdecode(filename):
    """The file name as str; bytes that are no text become lone surrogates."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode(_fs_encoding, _fs_errors)
    return filename


def getenv(key, default=None):
    """A variable of the environment, or default."""
    return _env().get(key, default)


def getenvb(key, default=None):
    """A variable of the environment as bytes, or default."""
    return _sys.modules[__name__].environb.get(key, default)


def reload_environ():
    """Bring os.environ up to what the process has now."""
    import _environ
    _environ.reload_environ(_env())


def get_exec_path(env=None):
    """The directories in which programs are looked for."""
    if env is None:
        env = _env()
    try:
        path_list = env.get('PATH')
    except TypeError:
        path_list = None
    try:
        path_listb = env[b'PATH']
    except (KeyError, TypeError):
        pass
    else:
        if path_list is not None:
            raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
        path_list = path_listb
    if isinstance(path_list, bytes):
        path_list = fsdecode(path_list)
    if path_list is None:
        path_list = defpath
    return path_list.split(pathsep)


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A file object around a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


# ---- directories ------------------------------------------------------------

def makedirs(name, mode=0o777, exist_ok=False, *, parent_mode=None):
    """mkdir() that also makes the directories above."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            if parent_mode is not None:
                makedirs(head, parent_mode, exist_ok=exist_ok, parent_mode=parent_mode)
            else:
                makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass    # someone else made it meanwhile
        cdir = curdir.encode() if isinstance(tail, bytes) else curdir
        if tail == cdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        # The kernel may have other complaints than that it is there.
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """rmdir() that goes on upwards as long as directories are empty."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """rename() that makes the directories of new and removes emptied ones of old."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


# What pathlib gives as `followlinks`: links to directories count as files.
_walk_symlinks_as_files = object()


def _scan(top, onerror, topdown, followlinks):
    # (directories, files, paths to descend into) of one directory; None on error.
    try:
        entries = scandir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return None
    dirs, files, inner = [], [], []
    with entries:
        while True:
            try:
                entry = next(entries)
            except StopIteration:
                return dirs, files, inner
            except OSError as error:
                if onerror is not None:
                    onerror(error)
                return None
            try:
                if followlinks is _walk_symlinks_as_files:
                    is_dir = entry.is_dir(follow_symlinks=False)
                else:
                    is_dir = entry.is_dir()
            except OSError:
                is_dir = False
            (dirs if is_dir else files).append(entry.name)
            if not topdown and is_dir:
                inner.append(entry)


def walk(top, topdown=True, onerror=None, followlinks=False):
    """(directory, its directories, its other files) for each one below top.

    Top-down the list of directories may be changed to steer the walk.
    """
    _sys.audit("os.walk", top, topdown, onerror, followlinks)
    stack = [fspath(top)]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            yield top
            continue
        found = _scan(top, onerror, topdown, followlinks)
        if found is None:
            continue
        dirs, files, inner = found
        if topdown:
            yield top, dirs, files
            for dirname in reversed(dirs):
                new_path = path.join(top, dirname)
                # Asked anew: the caller may have replaced it by a link meanwhile.
                if followlinks or not path.islink(new_path):
                    stack.append(new_path)
        else:
            stack.append((top, dirs, files))
            for entry in reversed(inner):
                try:
                    is_link = not followlinks and entry.is_symlink()
                except OSError:
                    is_link = False
                if not is_link:
                    stack.append(entry.path)


def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """walk() that also yields a file descriptor of each directory."""
    _sys.audit("os.fwalk", top, topdown, onerror, follow_symlinks, dir_fd)
    top = fspath(top)
    is_bytes = isinstance(top, bytes)
    # What is still to do: a directory to enter, a result to yield, an fd to close.
    stack = [('enter', (True, dir_fd, top, top))]
    try:
        while stack:
            action, value = stack.pop()
            if action == 'close':
                close(value)
            elif action == 'yield':
                yield value
            else:
                yield from _fwalk_enter(stack, is_bytes, topdown, onerror,
                                        follow_symlinks, *value)
    finally:
        for action, value in reversed(stack):
            if action == 'close':
                close(value)


def _fwalk_enter(stack, is_bytes, topdown, onerror, follow_symlinks,
                 is_root, dir_fd, toppath, topname):
    import stat as st
    # Whatever is put there meanwhile, only the directory that was seen is entered.
    try:
        if not follow_symlinks:
            seen = stat(topname, follow_symlinks=False, dir_fd=dir_fd)
        topfd = open(topname, O_RDONLY | O_NONBLOCK, dir_fd=dir_fd)
    except OSError as error:
        if is_root:
            raise
        if onerror is not None:
            onerror(error)
        return
    stack.append(('close', topfd))
    if not follow_symlinks:
        if is_root and not st.S_ISDIR(seen.st_mode):
            return
        if not path.samestat(seen, stat(topfd)):
            return
    dirs, nondirs = [], []
    for entry in scandir(topfd):
        name = fsencode(entry.name) if is_bytes else entry.name
        try:
            (dirs if entry.is_dir() else nondirs).append(name)
        except OSError:
            try:
                # A link that leads nowhere is a file; what vanished is nothing.
                if entry.is_symlink():
                    nondirs.append(name)
            except OSError:
                pass
    result = toppath, dirs, nondirs, topfd
    if topdown:
        yield result
    else:
        stack.append(('yield', result))
    prefix = path.join(toppath, toppath[:0])
    stack.extend(('enter', (False, topfd, prefix + name, name)) for name in reversed(dirs))


# ---- other programs ---------------------------------------------------------

def execl(file, *args):
    """Become the program at this path, with these arguments."""
    execv(file, args)


def execle(file, *args):
    """execl() with an environment as the last argument."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """execl() that looks for the program in PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """execlp() with an environment as the last argument."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """execv() that looks for the program in PATH."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """execvp() with an environment."""
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    if env is None:
        run, rest, env = execv, (args,), _env()
    else:
        run, rest = execve, (args, env)
    if path.dirname(file):
        run(file, *rest)
        return
    saved = last = None
    file = fsencode(file)
    directories = map(fsencode, get_exec_path(env))
    for directory in directories:
        try:
            run(path.join(directory, file), *rest)
        except (FileNotFoundError, NotADirectoryError) as error:
            last = error
        except OSError as error:
            last = error
            if saved is None:
                saved = error
    raise saved if saved is not None else last


P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1


def _spawn(mode, file, args, env, run):
    if not isinstance(args, (tuple, list)):
        raise TypeError('argv must be a tuple or a list')
    if not args or not args[0]:
        raise ValueError('argv first element cannot be empty')
    pid = fork()
    if not pid:
        try:
            if env is None:
                run(file, args)
            else:
                run(file, args, env)
        except BaseException:
            _exit(127)
    if mode == P_NOWAIT:
        return pid
    while True:
        _, status = waitpid(pid, 0)
        if not WIFSTOPPED(status):
            return waitstatus_to_exitcode(status)


def spawnv(mode, file, args):
    """Run a program; its exit code with P_WAIT, its pid with P_NOWAIT."""
    return _spawn(mode, file, args, None, execv)


def spawnve(mode, file, args, env):
    """spawnv() with an environment."""
    return _spawn(mode, file, args, env, execve)


def spawnvp(mode, file, args):
    """spawnv() that looks for the program in PATH."""
    return _spawn(mode, file, args, None, execvp)


def spawnvpe(mode, file, args, env):
    """spawnvp() with an environment."""
    return _spawn(mode, file, args, env, execvpe)


def spawnl(mode, file, *args):
    """spawnv() with the arguments one by one."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """spawnl() with an environment as the last argument."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """spawnvp() with the arguments one by one."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """spawnlp() with an environment as the last argument."""
    return spawnvpe(mode, file, args[:-1], args[-1])


def popen(cmd, mode="r", buffering=-1):
    """A pipe from (or, with mode "w", to) a shell command."""
    if not isinstance(cmd, str):
        raise TypeError("invalid cmd type (%s, expected string)" % type(cmd))
    if mode not in ("r", "w"):
        raise ValueError("invalid mode %r" % mode)
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import io
    import subprocess
    if mode == "r":
        proc = subprocess.Popen(cmd, shell=True, text=True, stdout=subprocess.PIPE,
                                bufsize=buffering)
        return _wrap_close(proc.stdout, proc)
    proc = subprocess.Popen(cmd, shell=True, text=True, stdin=subprocess.PIPE,
                            bufsize=buffering)
    return _wrap_close(proc.stdin, proc)


class _wrap_close:
    # A pipe whose close() also waits for the command and returns its status.
    def __init__(self, stream, proc):
        self._stream = stream
        self._proc = proc

    def close(self):
        self._stream.close()
        returncode = self._proc.wait()
        if returncode == 0:
            return None
        return returncode << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def process_cpu_count():
    """How many processors this process may use."""
    fixed = getattr(_sys.flags, 'cpu_count', None)
    if fixed is not None and fixed > 0:
        return fixed
    try:
        return len(sched_getaffinity(0))
    except NameError:
        return cpu_count()


# ---- which functions take what ----------------------------------------------

def _those_of(names):
    module = globals()
    return {module[n] for n in names.split() if n in module}


supports_dir_fd = _those_of("access chmod chown link lstat mkdir mkfifo mknod open readlink "
                            "rename rmdir stat statx symlink unlink utime")
supports_fd = _those_of("chdir chmod chown execve listdir pathconf scandir stat statvfs statx "
                        "truncate utime")
supports_effective_ids = _those_of("access")
supports_follow_symlinks = _those_of("access chown link stat statx utime")

__all__ += ["makedirs", "removedirs", "renames", "walk", "fwalk", "execl", "execle", "execlp",
            "execlpe", "execvp", "execvpe", "reload_environ", "getenv",
            "supports_bytes_environ", "environb", "getenvb", "P_WAIT", "P_NOWAIT",
            "P_NOWAITO", "spawnv", "spawnve", "spawnvp", "spawnvpe", "spawnl", "spawnle",
            "spawnlp", "spawnlpe", "popen"]
__all__ = list(dict.fromkeys(__all__))
