//! The deadlock report: every primitive that threads can wait at, what must not be taken for a deadlock, and `-X deadlock=`.
//!
//! A program that hangs prints its report and is ended here when the last line has come; no test measures time.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

const MODES: [&str; 2] = ["gil=1", "gil=0"];
const TITLE: &str = "Deadlock: every thread waits, and nobody is left to wake one.";
const LAST: &str = "The program waits on; Ctrl-C interrupts its main thread.";

fn start(options: &[&str], program: &str) -> Child {
    let program = format!("import threading, queue\nfrom threading import *\n{program}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pyish"));
    for option in options {
        command.args(["-X", option]);
    }
    command.args(["-c", &program]).env_remove("PYTHON_GIL").stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("pyish starts")
}

/// Standard error up to the end of the report. The program is left waiting.
fn report_of(child: &mut Child) -> String {
    let mut text = String::new();
    let stderr = child.stderr.take().expect("piped");
    let mut lines = BufReader::new(stderr);
    while !text.ends_with(&format!("{LAST}\n")) {
        assert_ne!(lines.read_line(&mut text).expect("UTF-8"), 0, "no report, but: {text}");
    }
    child.stderr = Some(lines.into_inner());
    text
}

/// What the program prints, with the GIL on and off, before it hangs. Stacks are left out.
#[track_caller]
fn reports(program: &str, expected: &str) {
    for mode in MODES {
        let mut child = start(&[mode], program);
        let report = report_of(&mut child);
        child.kill().expect("it waits");
        child.wait().expect("our own child");
        let lines: Vec<&str> = report.lines().filter(|l| !l.starts_with("  File") && !l.starts_with("    ")).collect();
        let lines: Vec<String> = lines.iter().map(|l| l.replace(" (most recent call last):", ":")).collect();
        assert_eq!((lines[0].as_str(), lines[lines.len() - 1].as_str()), (TITLE, LAST), "[{mode}] {report}");
        let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
        let found: Vec<&str> = lines[1..lines.len() - 1].iter().map(|l| l.trim()).collect();
        assert_eq!(found, expected, "[{mode}] {report}");
    }
}

/// Status and output of a program that ends.
fn run(options: &[&str], program: &str) -> (Option<i32>, String, String) {
    let output = start(options, program).wait_with_output().expect("our own child");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The program ends well and says nothing on standard error, with the GIL on and off.
#[track_caller]
fn is_silent(program: &str, expected: &str) {
    for mode in MODES {
        assert_eq!(run(&[mode], program), (Some(0), expected.into(), String::new()), "[{mode}]");
    }
}

#[test]
fn a_cycle_of_two_locks() {
    reports(
        "
lock_a, lock_b, both = Lock(), Lock(), Barrier(2)
def worker():
    with lock_b:
        both.wait()
        with lock_a: pass
Thread(target=worker).start()
with lock_a:
    both.wait()
    with lock_b: pass
",
        "
MainThread:
waits for the lock lock_b, held by Thread-1 (worker)
Thread-1 (worker):
waits for the lock lock_a, held by MainThread
The cycle: MainThread -> lock_b -> Thread-1 (worker) -> lock_a -> MainThread
",
    );
}

#[test]
fn stacks_have_lines() {
    let mut child = start(&[], "def f():\n    gone = Event()\n    gone.wait()\nf()");
    let report = report_of(&mut child);
    child.kill().expect("it waits");
    child.wait().expect("our own child");
    let expected = format!(
        "{TITLE}
MainThread (most recent call last):
  File \"<string>\", line 6, in <module>
    f()
  File \"<string>\", line 5, in f
    gone.wait()
  waits for the event gone to be set
Nobody is left to set gone.
{LAST}
"
    );
    assert_eq!(report, expected);
}

#[test]
fn a_thread_alone() {
    let alone = |program: &str, wait: &str, verdict: &str| {
        reports(program, &format!("MainThread:\n{wait}\n{verdict}"));
    };
    alone(
        "l = Lock(); l.acquire(); l.acquire()",
        "waits for the lock l, which it holds itself",
        "The cycle: MainThread -> l -> MainThread
        A thread cannot take a Lock that it holds already; an RLock it can.",
    );
    alone("e = Event(); e.wait()", "waits for the event e to be set", "Nobody is left to set e.");
    alone("q = queue.Queue(); q.get()", "waits for an item in the queue q", "Nobody is left to put an item into q.");
    alone(
        "q = queue.Queue(1); q.put(1); q.put(2)",
        "waits for room in the queue q",
        "Nobody is left to take an item out of q.",
    );
    alone(
        "q = queue.Queue(); q.put(1); q.join()",
        "waits until all items of the queue q are done",
        "Nobody is left to call task_done() of q.",
    );
    alone(
        "q = queue.SimpleQueue(); q.get()",
        "waits for an item in the queue q",
        "Nobody is left to put an item into q.",
    );
    alone(
        "s = BoundedSemaphore(1); s.acquire(); s.acquire()",
        "waits for the semaphore s to be released",
        "Nobody is left to release s.",
    );
    alone(
        "b = Barrier(2); b.wait()",
        "waits at the barrier b for the others",
        "Nobody is left to come to the barrier b.",
    );
    alone("c = Condition()\nwith c: c.wait()", "waits for a notification of c", "Nobody is left to notify c.");
    alone(
        "c = Condition(Lock())\nwith c:\n    with c: pass",
        "waits for the lock of c, which it holds itself",
        "The cycle: MainThread -> the lock of c -> MainThread
        A thread cannot take a Lock that it holds already; an RLock it can.",
    );
    alone(
        "l = Lock(); t = Thread(target=l.acquire); t.start(); t.join(); l.acquire()",
        "waits for the lock l, held by a thread that has ended",
        "Nobody is left to release l.",
    );
}

#[test]
fn joins_and_reentrant_locks() {
    reports(
        "
l = RLock()
def work():
    with l: pass
with l:
    t = Thread(target=work, name='worker')
    t.start()
    t.join()
",
        "
MainThread:
waits for worker to end
worker:
waits for the lock l, held by MainThread
The cycle: MainThread -> join -> worker -> l -> MainThread
",
    );
}

/// It was notified, but does not get the condition's lock back.
#[test]
fn a_notified_thread_wants_its_lock() {
    reports(
        "
c, waits = Condition(), Event()
def work():
    with c:
        waits.set()
        c.wait()
t = Thread(target=work, daemon=True)
t.start()
waits.wait()
with c:
    c.notify()
    t.join()
",
        "
MainThread:
waits for Thread-1 (work) to end
Thread-1 (work):
waits for the lock of c, held by MainThread
The cycle: MainThread -> join -> Thread-1 (work) -> the lock of c -> MainThread
",
    );
}

#[test]
fn the_end_of_the_program_waits_for_threads() {
    reports(
        "e = Event()\nThread(target=e.wait, name='waiter').start()",
        "
MainThread, at its end:
waits for waiter to end
waiter:
waits for the event e to be set
Nobody is left to set e.
",
    );
}

/// The last thread that could have helped ends.
#[test]
fn a_thread_ends_without_notifying() {
    reports(
        "
q = queue.Queue()
def consume():
    while True: q.get()
def produce():
    for i in range(100): q.put(i)
c, p = Thread(target=consume, name='consumer'), Thread(target=produce)
c.start(); p.start(); p.join(); c.join()
",
        "
MainThread:
waits for consumer to end
consumer:
waits for an item in the queue q
Nobody is left to put an item into q.
",
    );
}

#[test]
fn an_event_loop_without_anything_to_do() {
    let program = "
import asyncio
async def never(): await asyncio.get_running_loop().create_future()
t = Thread(target=lambda: asyncio.run(never()), name='loop')
t.start(); t.join()
";
    let wait = "waits in its event loop, where nothing is to be done\nNobody is left to wake the event loop.";
    reports(program, &format!("MainThread:\nwaits for loop to end\nloop:\n{wait}"));
    let program = "
import asyncio
async def never(): await asyncio.get_running_loop().create_future()
asyncio.new_event_loop().run_until_complete(never())
";
    reports(program, &format!("MainThread:\n{wait}"));
    is_silent(
        "
import asyncio, time
async def helped():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    Thread(target=lambda: (time.sleep(0.2), loop.call_soon_threadsafe(f.set_result, 'end'))).start()
    print(await f)
asyncio.new_event_loop().run_until_complete(helped())
",
        "end\n",
    );
}

#[test]
fn names_of_parts() {
    reports(
        "
class Account:
    def __init__(self): self.lock = Lock()
def move(payer, receiver, both):
    with payer.lock:
        both.wait()
        with receiver.lock: pass
def main():
    ann, bob, both = Account(), Account(), Barrier(2)
    ts = [Thread(target=move, args=a, name=n) for n, a in [('A', (ann, bob, both)), ('B', (bob, ann, both))]]
    for t in ts: t.start()
    for t in ts: t.join()
main()
",
        "
MainThread:
waits for A to end
A:
waits for the lock bob.lock, held by B
B:
waits for the lock ann.lock, held by A
The cycle: A -> bob.lock -> B -> ann.lock -> A
",
    );
    reports(
        "
forks, seated = [Lock() for _ in range(3)], Barrier(3)
def philosopher(i):
    with forks[i]:
        seated.wait()
        with forks[(i + 1) % 3]: pass
for i in range(3): Thread(target=philosopher, args=(i,), name=f'P{i}', daemon=True).start()
enumerate()[1].join()
",
        "
MainThread:
waits for P0 to end
P0:
waits for the lock forks[1], held by P1
P1:
waits for the lock forks[2], held by P2
P2:
waits for the lock forks[0], held by P0
The cycle: P0 -> forks[1] -> P1 -> forks[2] -> P2 -> forks[0] -> P0
",
    );
}

#[test]
fn raise_can_be_caught() {
    let program = "
e = Event()
for i in range(3):
    try:
        e.wait()
    except RuntimeError as error:
        print(error)
t = Thread(target=e.wait)
t.start()
try:
    t.join()
except RuntimeError:
    e.set()
t.join()
c = Condition()
holds = Event()
def holder():
    with c:
        c.notify()
        holds.set()
        Event().wait()
try:
    with c:
        Thread(target=holder, daemon=True).start()
        c.wait()
except RuntimeError as error:
    print(error)
";
    for mode in MODES {
        let (status, out, err) = run(&[mode, "deadlock=raise"], program);
        let first = format!("{TITLE} Nobody is left to set e.\n");
        assert_eq!((status, err.as_str()), (Some(0), ""), "[{mode}] {out}");
        assert!(out.starts_with(&first.repeat(3)), "[{mode}] {out}");
        assert_eq!(out.lines().count(), 4, "[{mode}] {out}");
    }
}

#[test]
fn ctrl_c_ends_the_wait_and_the_next_deadlock_is_told_again() {
    let program = "
import sys
e = Event()
for _ in range(2):
    try: e.wait()
    except KeyboardInterrupt: print('interrupted', flush=True)
";
    for mode in MODES {
        let mut child = start(&[mode], program);
        for _ in 0..2 {
            let report = report_of(&mut child);
            assert!(report.starts_with(TITLE), "[{mode}] {report}");
            let id = child.id().try_into().expect("process numbers are small");
            // SAFETY: a signal to our own child.
            unsafe { libc::kill(id, libc::SIGINT) };
        }
        let (mut out, mut err) = (String::new(), String::new());
        child.stdout.take().expect("piped").read_to_string(&mut out).expect("UTF-8");
        child.stderr.take().expect("piped").read_to_string(&mut err).expect("UTF-8");
        assert_eq!((out.as_str(), err.as_str()), ("interrupted\ninterrupted\n", ""), "[{mode}]");
        assert!(child.wait().expect("our own child").success());
    }
}

/// Each program waits for what does come; the last line says that it went on to its end.
#[test]
fn no_alarm_while_somebody_may_wake() {
    is_silent("e = Event(); Timer(0.2, e.set).start(); e.wait(); print('end')", "end\n");
    is_silent("l = Lock(); l.acquire(); print(l.acquire(timeout=0.2), Event().wait(0.1))", "False False\n");
    is_silent(
        "
import os, time
r, w = os.pipe()
e, got = Event(), []
def reader():
    got.append(os.read(r, 1))
    e.set()
def writer():
    time.sleep(0.2)
    os.write(w, b'x')
Thread(target=reader).start(); Thread(target=writer).start()
e.wait(); print(got)
",
        "[b'x']\n",
    );
    is_silent(
        "
e = Event()
def compute():
    n = 0
    for i in range(300_000): n += i
    e.set()
Thread(target=compute, daemon=True).start()
e.wait(); print('end')
",
        "end\n",
    );
    // Daemons that wait for ever while the program ends.
    is_silent(
        "
for _ in range(3): Thread(target=Event().wait, daemon=True).start()
print('end')
",
        "end\n",
    );
}

#[test]
fn no_alarm_while_a_signal_may_help() {
    // A handler of the program's own, a timer of the system, and one that was forgotten.
    is_silent(
        "
import signal, time, os
e = Event()
signal.signal(signal.SIGALRM, lambda *args: e.set())
signal.setitimer(signal.ITIMER_REAL, 0.2)
e.wait(); print('end')
",
        "end\n",
    );
    is_silent(
        "
import signal, os
e, parent = Event(), os.getpid()
signal.signal(signal.SIGUSR1, lambda *args: e.set())
if os.fork() == 0:
    import time
    time.sleep(0.2)
    os.kill(parent, signal.SIGUSR1)
    os._exit(0)
e.wait(); os.wait(); print('end')
",
        "end\n",
    );
}

#[test]
fn the_child_of_a_fork_counts_itself() {
    is_silent(
        "
import os, warnings
warnings.simplefilter('ignore')
e = Event()
Thread(target=e.wait, daemon=True).start()
if os.fork() == 0:
    f = Event()
    t = Thread(target=f.set); t.start(); f.wait(); t.join()
    os._exit(0)
print(os.wait()[1])
",
        "0\n",
    );
    let program = "
import os
r, w = os.pipe()
if (child := os.fork()) == 0:
    os.dup2(w, 2)
    try: Event().wait()
    except RuntimeError as error: os.write(w, str(error).encode())
    os._exit(0)
os.close(w); os.wait()
print(os.read(r, 30))
";
    for mode in MODES {
        let expected = (Some(0), "b'Deadlock: every thread waits, '\n".to_owned(), String::new());
        assert_eq!(run(&[mode, "deadlock=raise"], program), expected, "[{mode}]");
    }
}

/// A finalizer that nobody would run otherwise: memory is not short yet.
#[test]
fn garbage_is_collected_first() {
    is_silent(
        "
l = Lock(); l.acquire()
class Holder:
    def __del__(self):
        if l.locked(): l.release()
def hold():
    # One or two of them may seem to be in use.
    for _ in range(50): Holder()
hold()
l.acquire(); print('end')
",
        "end\n",
    );
}

/// Threads that all wait most of the time, and always for one that is about to go on.
const PING_PONG: &str = "
def run(*targets):
    ts = [Thread(target=t) for t in targets[1:]]
    for t in ts: t.start()
    targets[0]()
    for t in ts: t.join()
def twice(c, turn, me):
    def play():
        for _ in range(N):
            with c:
                while turn[0] != me: c.wait()
                turn[0] = 1 - me
                c.notify()
    return play
for kind in RLock, Lock:
    c, turn = Condition(kind()), [0]
    run(twice(c, turn, 0), twice(c, turn, 1))
for kind in (lambda: queue.Queue(1)), queue.SimpleQueue:
    a, b = kind(), kind()
    run(lambda: [(a.put(i), b.get()) for i in range(N)], lambda: [b.put(a.get()) for i in range(N)])
for kind in (lambda: Semaphore(0)), Lock:
    a, b = kind(), kind()
    if kind is Lock: a.acquire()
    else: b.release()
    run(lambda: [(a.acquire(), b.release()) for i in range(N)], lambda: [(b.acquire(), a.release()) for i in range(N)])
b = Barrier(3)
run(*[lambda: [b.wait() for i in range(N)]] * 3)
a, b = Event(), Event()
run(lambda: [(a.set(), b.wait(), b.clear()) for i in range(N)], lambda: [(a.wait(), a.clear(), b.set()) for i in range(N)])
r, l = RLock(), Lock()
def nest():
    for i in range(N):
        with r, r, l: pass
run(nest, nest, nest)
for i in range(N // 10): run(int, int, int)
print('end')
";

#[test]
fn no_alarm_in_ping_pong() {
    is_silent(&format!("N = 2000\n{PING_PONG}"), "end\n");
}

/// The same with a change of threads at every safepoint.
#[test]
fn no_alarm_in_ping_pong_under_stress() {
    let program = format!("import os\nN = 100\nassert os.environ['PYISH_SWITCH_EVERY']\n{PING_PONG}");
    for mode in MODES {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pyish"));
        let program = format!("import threading, queue\nfrom threading import *\n{program}");
        command.args(["-X", mode, "-c", &program]).env("PYISH_SWITCH_EVERY", "1").env_remove("PYTHON_GIL");
        let output = command.stdin(Stdio::null()).output().expect("pyish runs");
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!((output.status.code(), &*out, &*err), (Some(0), "end\n", ""), "[{mode}]");
    }
}

#[test]
fn the_option() {
    let (status, out, err) = run(&["deadlock=maybe"], "print(1)");
    let expected = "Fatal Python error: config_read_deadlock: -X deadlock must be one of report, raise, off\n\
                    Python runtime state: preinitialized\n\n";
    assert_eq!((status, out.as_str(), err.as_str()), (Some(1), "", expected));
    let (status, out, err) = run(&["deadlock=raise"], "import sys; print(sys._xoptions)");
    assert_eq!((status, out.as_str(), err.as_str()), (Some(0), "{'deadlock': 'raise'}\n", ""));
    // Off: the program hangs in silence until it is interrupted.
    let program = "
import os, time
def interrupt():
    time.sleep(0.3)
    os.kill(os.getpid(), 2)
if os.fork() == 0:
    time.sleep(0.3)
    os.kill(os.getppid(), 2)
    os._exit(0)
try: Event().wait()
except KeyboardInterrupt: print('interrupted')
os.wait()
";
    let (status, out, err) = run(&["deadlock=off"], program);
    assert_eq!((status, out.as_str(), err.as_str()), (Some(0), "interrupted\n", ""));
}
