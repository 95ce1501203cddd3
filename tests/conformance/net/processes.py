"""subprocess: starting, streams, statuses, time-outs, errors."""
import os
import signal
import subprocess
import sys
import threading
from subprocess import DEVNULL, PIPE, STDOUT, Popen, run


def attempt(f, *args, **kwargs):
    try:
        print('->', f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'filename', None))


print(run(['echo', 'hello'], capture_output=True))
print(run('echo $X; echo err >&2; exit 3', shell=True, capture_output=True, text=True, env={'X': 'set', 'PATH': os.environ['PATH']}))
print(run(['cat'], input=b'bytes\n', stdout=PIPE).stdout, run(['cat'], input='text\r\n', stdout=PIPE, text=True).stdout.encode())
print(subprocess.check_output(['tr', 'a-z', 'A-Z'], input='ström', encoding='utf-8'))
print(subprocess.call(['true']), subprocess.call(['false']), subprocess.check_call(['true']))
attempt(subprocess.check_call, ['false'])
attempt(run, ['sh', '-c', 'kill -9 $$'], check=True)
attempt(run, ['sh', '-c', 'exit 7'], check=True)
print(subprocess.getoutput('echo a; echo b >&2'), subprocess.getstatusoutput('exit 4'))
print(run(['sh', '-c', 'echo out; echo err >&2'], stdout=PIPE, stderr=STDOUT).stdout)
print(run(['sh', '-c', 'echo out; echo err >&2'], stdout=DEVNULL, stderr=PIPE))

# Errors of starting
attempt(Popen, ['/no/such/program'])
attempt(Popen, ['no-such-program-anywhere'])
attempt(Popen, ['true'], cwd='/no/such/directory')
attempt(Popen, ['/etc/passwd'])
attempt(Popen, ['/etc'])
attempt(Popen, [])
attempt(Popen, 1)
attempt(Popen, ['true', 1])
attempt(Popen, ['a\0b'])
attempt(Popen, ['true'], bufsize='x')
attempt(Popen, ['true'], stdout=STDOUT)
attempt(Popen, ['true'], text=True, universal_newlines=False)
attempt(Popen, ['true'], startupinfo=1)
attempt(Popen, ['true'], env={'a=b': 'c'})
attempt(Popen, ['true'], user=-1)
attempt(Popen, ['true'], user=1.5)
attempt(Popen, ['true'], extra_groups='x')
attempt(run, ['true'], input=b'', stdin=PIPE)
attempt(run, ['true'], capture_output=True, stdout=PIPE)
attempt(subprocess.check_output, ['true'], stdout=PIPE)


def fails():
    raise ValueError


attempt(Popen, ['true'], preexec_fn=fails)

# How the process differs
print(run(['pwd'], cwd='/', stdout=PIPE).stdout)
print(run(['sh', '-c', 'umask'], umask=0o27, stdout=PIPE).stdout)
print(run(['sh', '-c', 'echo $HELLO'], preexec_fn=lambda: os.chdir('/'), env={'HELLO': 'w'}, stdout=PIPE).stdout)
with Popen(['cat'], stdin=PIPE, start_new_session=True) as p:
    print(os.getsid(p.pid) == p.pid)
with Popen(['cat'], stdin=PIPE, process_group=0) as p:
    print(os.getpgid(p.pid) == p.pid)
r, w = os.pipe()
print(run(['sh', '-c', f'echo x >&{w}'], stderr=DEVNULL).returncode != 0)
print(run(['sh', '-c', f'echo x >&{w}'], pass_fds=[w]).returncode, os.read(r, 10))
os.close(r)
os.close(w)
print(run(['sh', '-c', 'kill -PIPE $$; echo alive'], stdout=PIPE).returncode)
if os.geteuid() == 0:
    print(run(['id', '-u'], user=65534, group=65534, extra_groups=[], stdout=PIPE).stdout)
else:
    print(b'65534\n')
print(run(os.fsencode('echo bytes'), shell=True, stdout=PIPE).stdout, run(['renamed', '-c', 'echo $0'], executable='/bin/sh', stdout=PIPE).stdout)

# Talking
with Popen(['cat'], stdin=PIPE, stdout=PIPE, text=True, bufsize=1) as p:
    p.stdin.write('line\n')
    print(repr(p.stdout.readline()), p.poll())
    p.stdin.close()
print(p.returncode, p.args, p)
big = b'x' * 1_000_000
p = Popen(['sh', '-c', 'cat; echo done >&2'], stdin=PIPE, stdout=PIPE, stderr=PIPE)
out, err = p.communicate(big)
print(out == big, err, p.returncode)
p = Popen(['true'], stdin=PIPE)
print(p.communicate(big), p.returncode)
p = Popen(['sh', '-c', 'echo started; exec sleep 600'], stdout=PIPE)
print(p.stdout.readline())
try:
    p.wait(timeout=0.01)
except subprocess.TimeoutExpired as e:
    print(e, e.timeout, e.cmd)
try:
    p.communicate(timeout=0.01)
except subprocess.TimeoutExpired as e:
    print(e, e.output)
p.terminate()
print(p.wait(), p.poll(), p.communicate())
try:
    run(['sh', '-c', 'echo partial; exec sleep 600'], stdout=PIPE, timeout=3)
except subprocess.TimeoutExpired as e:
    print(e, e.output, e.stdout)
p = Popen(['sleep', '600'])
waiters = [threading.Thread(target=p.wait) for _ in range(4)]
for t in waiters:
    t.start()
p.send_signal(signal.SIGKILL)
for t in waiters:
    t.join()
print(p.returncode, signal.Signals(-p.returncode).name)
p.kill()

# Values
print(subprocess.CompletedProcess(['a'], 1, stderr='e'), subprocess.CompletedProcess[int])
attempt(subprocess.CompletedProcess(['a'], 1).check_returncode)
print(subprocess.CalledProcessError(-9, 'cmd'), subprocess.CalledProcessError(-300, 'cmd'), subprocess.TimeoutExpired('cmd', 5))
print(subprocess.list2cmdline(['a b', 'c"d', 'e\\', 'f g\\', '']))
print(sorted(subprocess.__all__), sys.audit is not None)
fds = lambda: len(os.listdir('/proc/self/fd'))
before = fds()
for _ in range(20):
    run(['true'], capture_output=True)
    try:
        Popen(['/no/such'], stdin=PIPE, stdout=PIPE, stderr=PIPE)
    except FileNotFoundError:
        pass
print(fds() - before)
print(run(['sh', '-c', 'echo $FRUIT'], preexec_fn=lambda: os.putenv('FRUIT', 'apple'), stdout=PIPE).stdout)
print(subprocess.CalledProcessError('2', 'cmd'))
