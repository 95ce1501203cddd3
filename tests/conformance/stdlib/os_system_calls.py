# os: vectors, copies in the kernel, counters, timers, terminals, scheduling, waiting, file systems, attributes.
import os
import select
import tempfile


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


r, w = os.pipe()
print(os.writev(w, [b'abc', bytearray(b'de'), memoryview(b'f')]))
a, b = bytearray(2), bytearray(5)
print(os.readv(r, [a, b]), a, b)
attempt(os.readv, r, 5)
attempt(os.readv, r, [b'x'])
attempt(os.writev, w, 5)
attempt(os.writev, w, ['x'])

with tempfile.TemporaryFile() as f, tempfile.TemporaryFile() as g:
    fd, to = f.fileno(), g.fileno()
    print(os.pwritev(fd, [b'hello ', b'world'], 0), os.preadv(fd, [a, b], 4), a, b)
    print(os.sendfile(to, fd, 0, 5), os.pread(to, 20, 0), os.lseek(fd, 0, 1))
    os.lseek(to, 0, 0)
    print(os.copy_file_range(fd, to, 6, 5), os.pread(to, 20, 0))
    print(os.splice(fd, w, 5, offset_src=6), os.read(r, 10))
    attempt(os.copy_file_range, fd, to, -1)
    print(os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_RANDOM), os.posix_fallocate(fd, 0, 100), os.fstat(fd).st_size)
    print(os.lockf(fd, os.F_LOCK, 10), os.lockf(fd, os.F_ULOCK, 10))
attempt(os.posix_fallocate, 9999, 0, 1)
attempt(os.posix_fadvise, 9999, 0, 1, 0)
attempt(os.lockf, 9999, 1, 1)
attempt(os.sendfile, w, 9999, None, 5)

e = os.eventfd(3, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
print(os.eventfd_write(e, 4), os.eventfd_read(e))
attempt(os.eventfd_read, e)
attempt(os.eventfd, -1)
m = os.memfd_create('memory', os.MFD_ALLOW_SEALING)
print(os.write(m, b'xyz'), os.pread(m, 10, 1), os.get_inheritable(m))
attempt(os.memfd_create, 5)
attempt(os.pidfd_open, 99999999)
attempt(os.timerfd_create, 99)
t = os.timerfd_create(1)
print(os.timerfd_settime(t, initial=0.001), os.read(t, 8)[:1], os.timerfd_gettime(t), os.timerfd_settime_ns(t, initial=10**15, interval=5))
print(os.timerfd_gettime_ns(t)[1], os.timerfd_settime(t)[0] > 1)

master, slave = os.openpty()
print(os.ttyname(slave) == os.ptsname(master), os.isatty(slave), os.get_inheritable(master), os.ctermid())
attempt(os.ttyname, 9999)
master = os.posix_openpt(os.O_RDWR | os.O_NOCTTY)
print(os.grantpt(master), os.unlockpt(master), os.ptsname(master).startswith('/dev/pts/'))

print(os.sched_getscheduler(0), os.sched_getparam(0), os.sched_param(3), os.sched_param(sched_priority=3).sched_priority,
      os.sched_param(1) == os.sched_param(1), os.sched_get_priority_max(os.SCHED_FIFO), os.sched_get_priority_min(os.SCHED_FIFO))
attempt(os.sched_param)
attempt(os.sched_setscheduler, 0, 0, 5)
attempt(os.sched_setaffinity, 0, [])
attempt(os.sched_setaffinity, 0, [-1])
attempt(os.sched_setaffinity, 0, ['x'])
print(os.sched_setaffinity(0, os.sched_getaffinity(0)), os.getpriority(os.PRIO_PROCESS, 0) == os.nice(0))
attempt(os.setpriority, os.PRIO_PROCESS, 99999999, 1)
print(os.getresuid() == (os.getuid(), os.geteuid(), os.geteuid()), os.getresgid()[0] == os.getgid(), os.getgrouplist('root', 0)[:1])
attempt(os.setgroups, 5)
attempt(os.setgroups, ['x'])

pid = os.fork()
if not pid:
    os._exit(7)
found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
print(found.si_pid == pid, found[2:], type(found))
got = os.wait4(pid, 0)
print(got[0] == pid, got[1], type(got[2]), len(got[2]))
pid = os.fork()
if not pid:
    os._exit(0)
print(os.wait3(0)[:2] == (pid, 0))
attempt(os.wait3, 0)
attempt(os.waitid, 99, 0, 0)

s = os.statvfs('/')
print(type(s), len(s), s.f_namemax, s == os.statvfs('/') or s.f_bsize, s.f_fsid is not None, os.statvfs_result.n_fields)
attempt(os.statvfs, '/nonexistent')
attempt(os.fstatvfs, 9999)
attempt(os.chroot, '/nonexistent')
attempt(os.mknod, '/nonexistent/x')
attempt(os.getxattr, '/nonexistent', 'user.x')
attempt(os.setxattr, '/tmp', 'user.x', 'x')
attempt(os.listxattr, 9999)
attempt(os.getxattr, 1, 'user.x', follow_symlinks=False)
print(os.confstr('CS_PATH'), os.sysconf('SC_PAGESIZE') == os.sysconf(30), os.pathconf('/', 'PC_NAME_MAX'), os.fpathconf(r, 'PC_PIPE_BUF'))
attempt(os.sysconf, 'SC_NOTHING')
attempt(os.confstr, 1.5)
attempt(os.pathconf, '/nonexistent', 'PC_NAME_MAX')
print(len(os.sysconf_names), len(os.confstr_names), len(os.pathconf_names))
print(os.CLONE_NEWTIME, os.MFD_HUGE_16GB, os.RWF_ATOMIC, os.ST_RELATIME, os.NODEV, os.SCHED_RESET_ON_FORK, os.TFD_TIMER_ABSTIME)
