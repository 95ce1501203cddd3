//! The machinery under real threads: hand-over, stops, object locks, changes of mode, fork.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock};
use std::time::{Duration, Instant};

use super::gil;
use crate::builtins::list::List;
use crate::interp::Interp;
use crate::object::Ref;
use crate::{Vm, thread};

/// One process has one interpreter and one mode: tests take turns.
fn turn() -> (MutexGuard<'static, ()>, &'static Interp) {
    static TURN: Mutex<()> = Mutex::new(());
    static INTERP: OnceLock<&'static Interp> = OnceLock::new();
    let guard = TURN.lock().unwrap_or_else(|e| e.into_inner());
    let interp = INTERP.get_or_init(|| {
        let vm = Interp::builder().start().expect("an interpreter without modules starts");
        vm.detach();
        vm.interp
    });
    (guard, interp)
}

/// Runs `f` with a context of its own.
fn with_vm<R>(interp: &'static Interp, f: impl FnOnce(&Vm) -> R) -> R {
    let vm = Vm::create(interp);
    vm.attach();
    let r = f(&vm);
    vm.detach();
    r
}

/// Runs `n` threads until `time` is over; each runs `work` again and again, with a safepoint after each turn.
fn race(interp: &'static Interp, n: usize, time: Duration, work: impl Fn(&Vm, usize) + Sync, main: impl FnOnce(&Vm)) {
    let over = AtomicBool::new(false);
    std::thread::scope(|s| {
        for i in 0..n {
            let (over, work) = (&over, &work);
            s.spawn(move || {
                with_vm(interp, |vm| {
                    while !over.load(Ordering::Relaxed) {
                        work(vm, i);
                        if vm.poked() {
                            vm.safepoint().expect("nothing is raised here");
                        }
                    }
                })
            });
        }
        with_vm(interp, |vm| {
            main(vm);
            vm.released(|| std::thread::sleep(time));
            over.store(true, Ordering::Relaxed);
        });
    });
}

struct Plain(UnsafeCell<u64>);
// SAFETY: the tests touch it under the lock that they test.
unsafe impl Sync for Plain {}

impl Plain {
    fn new() -> Plain {
        Plain(UnsafeCell::new(0))
    }
    fn bump(&self) {
        // SAFETY: as above.
        unsafe { *self.0.get() += 1 }
    }
    fn get(&self) -> u64 {
        // SAFETY: as above.
        unsafe { *self.0.get() }
    }
}

#[test]
fn one_thread_at_a_time_and_everybody_gets_a_turn() {
    let (_turn, interp) = turn();
    let running = AtomicU32::new(0);
    let turns = [const { AtomicU64::new(0) }; 4];
    race(
        interp,
        4,
        Duration::from_millis(300),
        |_, i| {
            assert_eq!(running.fetch_add(1, Ordering::SeqCst), 0, "two threads run under the GIL");
            turns[i].fetch_add(1, Ordering::Relaxed);
            running.fetch_sub(1, Ordering::SeqCst);
        },
        |_| {},
    );
    assert!(turns.iter().all(|t| t.load(Ordering::Relaxed) > 0));
}

#[test]
fn who_blocks_lets_others_run() {
    let (_turn, interp) = turn();
    let (tx, rx) = std::sync::mpsc::channel();
    std::thread::scope(|s| {
        with_vm(interp, |vm| {
            s.spawn(move || with_vm(interp, |_| tx.send(()).expect("the receiver waits")));
            vm.released(|| rx.recv_timeout(Duration::from_secs(10))).expect("the other thread ran meanwhile");
        });
    });
}

/// While the world is stopped the counters of eight threads stand still.
fn stops_are_total(interp: &'static Interp) {
    let counters = [const { AtomicU64::new(0) }; 8];
    race(
        interp,
        8,
        Duration::ZERO,
        |vm, i| {
            counters[i].fetch_add(1, Ordering::Relaxed);
            if i == 7 {
                vm.released(|| std::thread::sleep(Duration::from_micros(10)));
            }
        },
        |vm| {
            let look = || counters.each_ref().map(|c| c.load(Ordering::SeqCst));
            for _ in 0..300 {
                vm.stop_the_world(|| {
                    let before = look();
                    std::thread::sleep(Duration::from_micros(20));
                    assert_eq!(before, look(), "somebody ran while the world stood still");
                });
            }
        },
    );
}

#[test]
fn the_world_stops_with_the_gil() {
    let (_turn, interp) = turn();
    stops_are_total(interp);
}

#[test]
fn the_world_stops_without_the_gil() {
    let (_turn, interp) = turn();
    without_gil(interp, || stops_are_total(interp));
}

fn without_gil(interp: &'static Interp, f: impl FnOnce()) {
    with_vm(interp, gil::disable);
    f();
    with_vm(interp, gil::enable);
}

/// Threads write one object and objects of each other; no write is lost, whoever owns what.
fn writes_exclude_each_other(interp: &'static Interp, during: impl FnOnce(&Vm)) {
    let (shared, plain) = (with_vm(interp, keep_list), Plain::new());
    let own: [OnceLock<(Ref<List>, Plain)>; 4] = [const { OnceLock::new() }; 4];
    let made = [const { AtomicU64::new(0) }; 4];
    let all = AtomicU64::new(0);
    race(
        interp,
        4,
        Duration::from_millis(100),
        |vm, i| {
            {
                let _guard = vm.lock(shared);
                plain.bump();
            }
            all.fetch_add(1, Ordering::Relaxed);
            let _ = own[i].get_or_init(|| (keep_list(vm), Plain::new()));
            // Mostly the thread's own object, now and then the neighbour's.
            let target = if made[i].load(Ordering::Relaxed) % 16 == 15 { (i + 1) % 4 } else { i };
            if let Some((object, count)) = own[target].get() {
                let _guard = vm.lock(*object);
                count.bump();
            }
            made[i].fetch_add(1, Ordering::Relaxed);
        },
        during,
    );
    assert_eq!(plain.get(), all.load(Ordering::Relaxed));
}

/// A list that outlives the thread.
fn keep_list(vm: &Vm) -> Ref<List> {
    let list = vm.new_list(&[]);
    std::mem::forget(crate::heap::Global::new(list.value()));
    list
}

#[test]
fn object_locks_exclude_without_the_gil() {
    let (_turn, interp) = turn();
    without_gil(interp, || writes_exclude_each_other(interp, |_| {}));
}

#[test]
fn the_mode_changes_while_threads_write() {
    let (_turn, interp) = turn();
    writes_exclude_each_other(interp, |vm| {
        for _ in 0..100 {
            gil::disable(vm);
            vm.released(|| std::thread::sleep(Duration::from_micros(100)));
            gil::enable(vm);
            vm.released(|| std::thread::sleep(Duration::from_micros(100)));
        }
    });
    assert!(gil::enabled());
}

#[test]
fn many_short_lived_owners_reuse_ids() {
    let (_turn, interp) = turn();
    without_gil(interp, || {
        for _ in 0..200 {
            let list = with_vm(interp, keep_list);
            with_vm(interp, |vm| {
                let _guard = vm.lock(list);
            });
            with_vm(interp, |vm| _ = vm.collect_garbage());
        }
    });
}

#[test]
fn urgent_threads_do_not_wait_an_interval() {
    let (_turn, interp) = turn();
    assert!(gil::set_policy("io-priority"));
    let worst = AtomicU64::new(0);
    race(
        interp,
        2,
        Duration::ZERO,
        |_, _| {},
        |vm| {
            let mut waits: Vec<Duration> = (0..100)
                .map(|_| {
                    let mut back = None;
                    vm.released(|| {
                        std::thread::sleep(Duration::from_millis(1));
                        back = Some(Instant::now());
                    });
                    back.expect("set above").elapsed()
                })
                .collect();
            waits.sort();
            worst.store(waits[50].as_micros() as u64, Ordering::Relaxed);
        },
    );
    // Far below the interval of 5 ms, and far above what a loaded machine needs.
    assert!(worst.load(Ordering::Relaxed) < 3000, "median wait {} µs", worst.load(Ordering::Relaxed));
}

#[test]
fn a_forked_child_is_alone_and_whole() {
    let (_turn, interp) = turn();
    without_gil(interp, || {
        race(
            interp,
            3,
            Duration::ZERO,
            |vm, _| _ = vm.new_list(&[]),
            |vm| {
                for _ in 0..5 {
                    match thread::fork::fork(vm).expect("the system can fork") {
                        0 => {
                            vm.stop_the_world(|| ());
                            vm.collect_garbage();
                            let alone = vm.with_threads(|t| t.count()) == 1;
                            // SAFETY: ends the child without the test harness's exit functions.
                            unsafe { libc::_exit(if alone { 0 } else { 1 }) }
                        }
                        child => {
                            let mut status = 0;
                            // SAFETY: waits for our child.
                            vm.released(|| unsafe { libc::waitpid(child, &mut status, 0) });
                            assert_eq!(status, 0);
                        }
                    }
                }
            },
        );
    });
}
