"""os: environment, identity, pipes, errors, constants."""

import errno
import os
import sys

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


os.environ["PYISH_TEST"] = "value"
print(os.environ["PYISH_TEST"], os.getenv("PYISH_TEST"), os.getenv("PYISH_NONE"),
    os.getenv("PYISH_NONE", "default"), "PYISH_TEST" in os.environ, os.environ.get("PYISH_NONE"),
    os.environb[b"PYISH_TEST"], os.environ.pop("PYISH_TEST"), os.environ.setdefault("PYISH_X", "y"))
os.putenv("PYISH_X", "raw")
os.unsetenv("PYISH_X")
attempt(lambda: os.environ["PYISH_NONE"])
attempt(os.environ.__setitem__, "A", 5)
attempt(os.environ.__setitem__, "A=B", "x")
attempt(os.environ.__delitem__, "PYISH_NONE")
print(os.getpid() > 0, os.getppid() > 0, os.getuid() == os.geteuid(), os.cpu_count() > 0,
    os.process_cpu_count() > 0, os.name, os.sep, os.pathsep, os.linesep == "\n", os.curdir, os.pardir, os.extsep,
    os.devnull, os.altsep)
r, w = os.pipe()
print(os.write(w, b"piped"), os.read(r, 3), os.read(r, 10), os.close(w), os.read(r, 5), os.close(r))
attempt(os.read, r, 5)
attempt(os.write, 9999, b"x")
attempt(os.read, 0, -1)
attempt(os.write, 1, "text")
print(os.strerror(2), errno.ENOENT, errno.errorcode[13], os.strerror(13))
for number in (1, 2, 4, 9, 11, 13, 17, 20, 21, 22, 32, 104, 111, 110, 10, 3):
    error = OSError(number, os.strerror(number), "file")
    print(type(error).__name__, error.errno, error, error.filename)
print(OSError("just text"), OSError(5).args, OSError(2, "a").filename, repr(OSError(2, "a", "f")),
    OSError(2, "a", "f", None, "g"), str(OSError()), IOError is OSError, FileNotFoundError(2, "x").errno)
print(os.urandom(4) != os.urandom(4), len(os.urandom(10)), len(os.getrandom(3)), len(os.uname()),
    os.uname().sysname, os.umask(0o22) >= 0, isinstance(os.times()[0], float), os.getloadavg()[0] >= 0)
print(os.fspath("p"), os.fspath(b"b"), os.fsencode("é"), os.fsdecode(b"\xc3\xa9"), os.get_blocking(0),
    os.WEXITSTATUS(256), os.WIFEXITED(0), os.WIFSIGNALED(9), os.WTERMSIG(9), os.waitstatus_to_exitcode(256))
attempt(os.fspath, 5)


class P:
    def __fspath__(self):
        return "/from/fspath"


print(os.fspath(P()), os.path.join(P(), "x"), isinstance(P(), os.PathLike))
child = os.fork()
if child == 0:
    os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
attempt(os.waitpid, -1, 0)
attempt(os.kill, 2 ** 22 + 5, 0)
attempt(os.execv, "/nope", ["x"])
attempt(os.execv, "/nope", [])
print(os.system("exit 3") >> 8, sys.platform)
