//! Figures about the GIL: what each thread counts while it takes the lock and lets it go, and what threads that have ended leave.
//!
//! A thread's counters are written by that thread alone and read by all. Counting is a handful of plain stores where the lock changes
//! hands anyway, so it is always on. Times are in nanoseconds.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::Mutex;

use super::futex::{Nanos, now};
use super::spawn::native_name;
use crate::Vm;

/// The counters of one thread.
#[derive(Default)]
pub struct GilCounters {
    /// How often it took the GIL, and for how long it held it.
    pub(super) holds: AtomicU64,
    pub(super) held: AtomicU64,
    /// How often it had to wait, and for how long.
    pub(super) waits: AtomicU64,
    pub(super) waited: AtomicU64,
    /// How often it was asked to let go, did so on request, and did so by itself.
    pub(super) asked: AtomicU64,
    pub(super) forced: AtomicU64,
    pub(super) voluntary: AtomicU64,
    /// When it last took the GIL (0: it does not hold it), and how long it held it the time before.
    pub(super) since: AtomicU64,
    pub(super) last_hold: AtomicU64,
    /// The thread ends and is listed among those that have ended.
    kept: AtomicBool,
}

/// Adds to a counter that only this thread writes.
#[inline(always)]
pub(super) fn add(counter: &AtomicU64, n: u64) {
    counter.store(counter.load(Ordering::Relaxed) + n, Ordering::Relaxed);
}

impl GilCounters {
    /// What the counters say at this moment; a hold that lasts counts up to now.
    fn read(&self) -> [u64; FIGURES.len()] {
        let since = self.since.load(Ordering::Relaxed);
        let lasting: Nanos = if since == 0 { 0 } else { now().saturating_sub(since) };
        let get = |c: &AtomicU64| c.load(Ordering::Relaxed);
        [
            get(&self.holds),
            get(&self.held) + lasting,
            get(&self.waits),
            get(&self.waited),
            get(&self.asked),
            get(&self.forced),
            get(&self.voluntary),
        ]
    }
}

/// What the places of [`Figures::counts`] count; `held` and `waited` are times.
pub const FIGURES: [&str; 7] = ["holds", "held", "waits", "waited", "asked", "forced", "voluntary"];

/// The figures of a thread.
#[derive(Clone, Debug)]
pub struct Figures {
    pub ident: u64,
    pub native_id: u64,
    /// The name that the system shows.
    pub name: String,
    pub alive: bool,
    pub counts: [u64; FIGURES.len()],
}

/// Threads that have ended and are still listed one by one; of those before them only the sum is known.
const MOST_ENDED: usize = 1024;

#[derive(Default)]
struct Ended {
    listed: Vec<Figures>,
    /// Number and sum of those that are not listed any more.
    others: u64,
    sum: [u64; FIGURES.len()],
}

static ENDED: Mutex<Option<Ended>> = Mutex::new(None);

/// Notes the figures of the calling thread, which ends.
pub(super) fn keep(vm: &Vm) {
    let figures = of(vm, native_name(), false);
    let mut ended = ENDED.lock();
    let ended = ended.get_or_insert_default();
    if ended.listed.len() == MOST_ENDED {
        let oldest = ended.listed.remove(0);
        ended.others += 1;
        ended.sum.iter_mut().zip(oldest.counts).for_each(|(sum, n)| *sum += n);
    }
    ended.listed.push(figures);
    vm.thread.gil.kept.store(true, Ordering::Release);
}

fn of(vm: &Vm, name: String, alive: bool) -> Figures {
    let thread = &vm.thread;
    let native_id = thread.native_id.load(Ordering::Relaxed);
    Figures { ident: thread.ident, native_id, name, alive, counts: thread.gil.read() }
}

/// The figures of all threads: those that have ended first, in the order of their ends, then those that are there. Sums of
/// threads that are too old to be listed come as one row without a number.
pub fn all(vm: &Vm) -> Vec<Figures> {
    let mut rows = Vec::new();
    if let Some(ended) = &*ENDED.lock() {
        if ended.others > 0 {
            let name = format!("({} earlier threads)", ended.others);
            rows.push(Figures { ident: 0, native_id: 0, name, alive: false, counts: ended.sum });
        }
        rows.extend(ended.listed.iter().cloned());
    }
    vm.stop_the_world(|| {
        vm.for_each_thread(|t| {
            if !t.thread.gil.kept.load(Ordering::Acquire) {
                rows.push(of(t, String::new(), true));
            }
        });
    });
    rows
}

/// Begins to count anew.
pub fn reset(vm: &Vm) {
    *ENDED.lock() = None;
    vm.stop_the_world(|| {
        vm.for_each_thread(|t| {
            let c = &t.thread.gil;
            for counter in [&c.holds, &c.held, &c.waits, &c.waited, &c.asked, &c.forced, &c.voluntary] {
                counter.store(0, Ordering::Relaxed);
            }
            if c.since.load(Ordering::Relaxed) != 0 {
                c.since.store(now(), Ordering::Relaxed);
            }
        });
    });
}
