# os: posix_spawn with its actions and attributes, statx.
import os
import signal
import sys


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


def run(argv, env=os.environ, spawn=os.posix_spawn, path='/bin/sh', **kwargs):
    pid = spawn(path, argv, env, **kwargs)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


sys.stdout.flush()
print(run(['sh', '-c', 'exit 3']), run(['sh', '-c', 'exit $N'], {'N': '5'}), run(['sh', '-c', 'exit 4'], spawn=os.posix_spawnp, path='sh'),
      run(['sh', '-c', 'kill -9 $$']), run(['sh', '-c', 'exit 6'], None))
r, w = os.pipe()
print(run(['sh', '-c', 'echo out; echo err >&2'], file_actions=[(os.POSIX_SPAWN_DUP2, w, 1), (os.POSIX_SPAWN_DUP2, w, 2), (os.POSIX_SPAWN_CLOSE, w)]),
      os.read(r, 100))
print(run(['sh', '-c', 'read x; exit 9'], file_actions=((os.POSIX_SPAWN_OPEN, 0, '/dev/null', os.O_RDONLY, 0),)))
print(run(['sh', '-c', 'test -e /proc/self/fd/%d' % r], file_actions=[(os.POSIX_SPAWN_CLOSEFROM, 3)]))
print(run(['sh', '-c', 'kill -TERM $$'], setsigdef=[signal.SIGTERM], setsigmask=[signal.SIGUSR1], setpgroup=0, resetids=True))
attempt(os.posix_spawn, '/nonexistent', ['x'], {})
for kwargs in [dict(file_actions=[1]), dict(file_actions=[()]), dict(file_actions=[(9,)]), dict(file_actions=[(0, 'x', 'y')]),
               dict(file_actions=[(1,)]), dict(file_actions=[(2, 1)]), dict(file_actions=[(3,)]), dict(file_actions=5),
               dict(setsigmask=5), dict(setsigdef=[999]), dict(scheduler=5), dict(scheduler=(1,)), dict(scheduler=(None, 5))]:
    attempt(os.posix_spawn, '/bin/true', ['x'], {}, **kwargs)
attempt(os.posix_spawn, '/bin/true', [], {})
attempt(os.posix_spawn, '/bin/true', [''], {})
attempt(os.posix_spawn, '/bin/true', 'x', {})
attempt(os.posix_spawnp, 'true', ['x'], 5)
attempt(os.posix_spawn, 5, ['x'], {})

x, s = os.statx('/', os.STATX_BASIC_STATS), os.stat('/')
print(x.stx_ino == s.st_ino, x.stx_mode == s.st_mode, x.stx_dev == s.st_dev, x.stx_mtime_ns == s.st_mtime_ns, x.stx_uid == s.st_uid,
      x.stx_nlink == s.st_nlink, x.stx_size == s.st_size, x.stx_mtime == s.st_mtime, x.stx_mask & os.STATX_BASIC_STATS == os.STATX_BASIC_STATS)
print(type(x), x.stx_atomic_write_unit_min, x.stx_subvol, repr(x)[:25], os.makedev(x.stx_dev_major, x.stx_dev_minor) == x.stx_dev)
attempt(os.statx, '/none', 0)
attempt(os.statx, '/', 0, flags=os.AT_SYMLINK_NOFOLLOW) if hasattr(os, 'AT_SYMLINK_NOFOLLOW') else attempt(os.statx, '/', 0, flags=0x100)
attempt(os.statx, 1.5, 0)
attempt(os.statx, 1, 0, follow_symlinks=False)
attempt(os.statx, 1, 0, dir_fd=3)
attempt(lambda: os.statx_result())
attempt(lambda: setattr(x, 'stx_size', 1))
