# resource, fcntl and platform: what they refuse and what they answer everywhere.
import errno
import fcntl
import os
import platform
import resource
import struct
import tempfile


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


attempt(resource.getrlimit, 99)
attempt(resource.getrlimit, 'x')
attempt(resource.setrlimit, resource.RLIMIT_NOFILE, 5)
attempt(resource.setrlimit, resource.RLIMIT_NOFILE, (5, 1, 2))
attempt(resource.setrlimit, resource.RLIMIT_NOFILE, (5, 4))
attempt(resource.setrlimit, resource.RLIMIT_NOFILE, ('a', 4))
attempt(resource.setrlimit, resource.RLIMIT_NOFILE, (2**70, 4))
attempt(resource.getrusage, 5)
attempt(resource.prlimit, 99999999, resource.RLIMIT_NOFILE)
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
print(resource.getrlimit(resource.RLIMIT_CORE)[0], resource.prlimit(0, resource.RLIMIT_CORE)[0], resource.error is OSError)
used = resource.getrusage(resource.RUSAGE_SELF)
print(type(used), len(used), used.ru_utime >= 0, used[0] == used.ru_utime, resource.RLIM_INFINITY, resource.getpagesize() > 0)

with tempfile.TemporaryFile() as f:
    attempt(fcntl.flock, f, fcntl.LOCK_EX)
    attempt(fcntl.flock, f, fcntl.LOCK_UN)
    attempt(fcntl.lockf, f, fcntl.LOCK_EX | fcntl.LOCK_NB, 5)
    attempt(fcntl.lockf, f, 0)
    attempt(fcntl.lockf, f, 1, 'x')
    attempt(fcntl.fcntl, f, fcntl.F_GETLK, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 0, 0))
    copy = fcntl.fcntl(f, fcntl.F_DUPFD_CLOEXEC, 200)
    print(copy >= 200, fcntl.fcntl(copy, fcntl.F_GETFD))
    os.close(copy)
    attempt(fcntl.fcntl, f, 3, 1.5)
    attempt(fcntl.fcntl, f, 1, None)
    attempt(fcntl.ioctl, f, 0x5413, bytearray(8))
    attempt(fcntl.ioctl, f, 0x5413, b'12345678')
    attempt(fcntl.ioctl, f, 0x5413, 1.5)
    attempt(fcntl.fcntl, f, 1, b'x' * 2000 == b'')
attempt(fcntl.fcntl, 'x', 1)
attempt(fcntl.fcntl, -1, 1)
attempt(fcntl.fcntl, 9999, 1)
print(fcntl.F_SETLKW, fcntl.LOCK_RW, fcntl.DN_MULTISHOT, fcntl.FICLONERANGE)
r, w = os.pipe()
os.write(w, b'abc')
buffer = bytearray(4)
print(fcntl.ioctl(r, 0x541B, buffer), struct.unpack('i', buffer), struct.unpack('i', fcntl.ioctl(r, 0x541B, bytes(4))))
print(errno.errorcode[errno.EFTYPE])

u = platform.uname()
print(u._fields, len(u), u.system == u[0] == os.uname().sysname, u.processor == u[-1], type(u).__mro__)
print(u == platform.uname(), u == tuple(u), u._replace(system='X').system, sorted(u._asdict()), u[1:2] == (u.node,))
print(platform.python_implementation(), platform.python_version_tuple()[:2], platform.architecture(),
      platform.system_alias('SunOS', '5.8', 'x'), platform.system_alias('Linux', '1', 'x'))
print(platform.mac_ver(), platform.win32_ver(), platform.ios_ver(), platform.android_ver(), platform.win32_edition(), platform.win32_is_iot())
print(platform.libc_ver()[0], platform.platform().startswith('Linux-'))
