//! The GIL as a switch and as something to look at: the module `gil` and the options that belong to it.

use std::process::{Command, Output, Stdio};

fn run(options: &[&str], program: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pyish"))
        .args(options)
        .args(["-c", program])
        .env_remove("PYTHON_GIL")
        .stdin(Stdio::null())
        .output()
        .expect("pyish runs")
}

#[track_caller]
fn prints(options: &[&str], program: &str, expected: &str) {
    let o = run(options, program);
    let (out, err) = (String::from_utf8_lossy(&o.stdout), String::from_utf8_lossy(&o.stderr));
    assert_eq!((o.status.code(), &*out), (Some(0), expected), "{err}");
}

/// Threads append, count and read until the main thread has switched the GIL off and on a hundred times: nothing is lost.
#[test]
fn switching_while_threads_work() {
    let program = "
import gil, threading
items, table, guard, total, switched = [], {}, threading.Lock(), 0, threading.Event()
done = []
def work(k):
    global total
    n = 0
    while not switched.is_set():
        items.append((k, n))
        table.setdefault(n, k)
        with guard:
            total += 1
        n += 1
    done.append(n)
threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in threads: t.start()
rounds = 0
while rounds < 50 or total < 1000:
    gil.disable()
    gil.enable()
    rounds += 1
switched.set()
for t in threads: t.join()
print(len(items) == len(set(items)) == total == sum(done), len(table) == max(done), len(done))
";
    for start in ["gil=1", "gil=0"] {
        prints(&["-X", start], program, "True True 4\n");
    }
}

#[test]
fn blocks_restore_the_mode() {
    let program = "
import gil, sys
def modes(): return gil.is_enabled(), sys._is_gil_enabled()
print(modes())
with gil.disabled():
    print(modes())
    with gil.enabled():
        print(modes())
    print(modes())
print(modes())
";
    let (on, off) = ("(True, True)\n", "(False, False)\n");
    prints(&["-X", "gil=1"], program, &[on, off, on, off, on].concat());
    prints(&["-X", "gil=0"], program, &[off, off, on, off, off].concat());
}

#[test]
fn policies_are_chosen_by_name() {
    let shown = "import gil; print(gil.policy(), gil.policy() in gil.policies())";
    prints(&[], shown, "io-priority True\n");
    prints(&["-X", "gil-policy=cpython"], shown, "cpython True\n");
    prints(
        &[],
        "import gil\ntry: gil.set_policy('fifo')\nexcept ValueError as e: print(e)",
        "there is no GIL policy 'fifo'; there are io-priority, cpython\n",
    );
    let o = run(&["-X", "gil-policy=fifo"], "pass");
    assert_eq!(o.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&o.stderr).contains("-X gil-policy must be one of io-priority, cpython"));
}

/// Two threads that compute must be asked to let go; one that sleeps does so by itself.
#[test]
fn figures_tell_who_did_what() {
    let program = "
import gil, sys, threading, time
sys.setswitchinterval(0.001)
def compute():
    end = time.monotonic() + 0.2
    while time.monotonic() < end: pass
def sleep():
    for _ in range(10): time.sleep(0.001)
threads = [threading.Thread(target=f, name=f.__name__) for f in (compute, compute, sleep)]
for t in threads: t.start()
for t in threads: t.join()
stats = gil.stats()
computing = [t for t in stats.threads if t.name.startswith('compute')]
[sleeping] = [t for t in stats.threads if t.name.startswith('sleep')]
print(len(computing), all(t.forced > 5 and t.waits > 5 and t.asked >= t.forced for t in computing))
print(sleeping.voluntary >= 10, sleeping.held < 0.5, not sleeping.alive)
print(0.1 < sum(t.held for t in computing) < 2)
print(stats.total.holds == sum(t.holds for t in stats.threads))
gil.reset_stats()
print(gil.stats().total.forced)
";
    prints(&[], program, "2 True\nTrue True True\nTrue\nTrue\n0\n");
}

#[test]
fn the_table_at_the_end() {
    let o = run(&["-X", "gil-stats"], "print('done')");
    let err = String::from_utf8_lossy(&o.stderr);
    assert_eq!(String::from_utf8_lossy(&o.stdout), "done\n");
    assert!(err.starts_with("GIL on, policy io-priority, switch interval 5 ms"), "{err}");
    assert!(err.contains("MainThread") && err.contains("total"), "{err}");
}
