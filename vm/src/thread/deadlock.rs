//! Deadlocks: knowing for certain that no thread will ever run again, and telling of it.
//!
//! `-X deadlock=` says what happens then: `report` prints who waits for what, `raise` raises RuntimeError in the main thread, `off`
//! leaves all as it is. The texts are made in Python, by the module `_deadlock`.
//!
//! # Why there are no false alarms
//!
//! A thread is *parked* while its node stands in a bucket of `park` and its wait has no time limit. All others are *awake*: those
//! that run, wait for the GIL, sleep, read, wait with a time limit or are in any other section without the GIL, those that are
//! being started and those that end. `STATE` counts the awake ones.
//!
//! 1. The count never is too low. A starting thread is counted by the one that starts it, before it exists, and no more only when
//!    it has left the world. A parking thread takes itself off under the lock of its bucket when its node stands there already. A
//!    waker adds the woken thread under that same lock, as it takes the node out, so before the thread can know; and is awake
//!    itself meanwhile. A thread that leaves by itself (signal) adds itself as it takes its node out. So there are no wakes in flight.
//! 2. When the count is 0, every thread is parked. Whatever could wake one of them within the process is done by a thread that
//!    is awake: releasing, notifying, putting, ending, starting a thread, waiting for a limit, running a finalizer. There is none, and
//!    none can come to be. Other processes do not know our locks. What is left is a signal.
//! 3. A signal reaches the program as a Python handler on the main thread, so there is no alarm while a handler other than the default
//!    ones or a wake-up descriptor is set, a timer of the system runs, or a signal has arrived. KeyboardInterrupt by Ctrl-C may well end
//!    the wait; but who sits before a program that hangs is just who the report is for.
//! 4. Objects that are garbage already may have finalizers that a collection would run, and nobody collects: before the first
//!    alarm the main thread collects, runs finalizers and waits again. When nobody was woken, and the count is 0 again, that was that.
//!
//! The state of (2) is left by a signal alone, so there is no hurry and no grace time: the thread that takes the count to 0 makes the
//! main thread, which is parked like all, leave its wait. As it takes its node out it sees whether the count is 0 still; if so, it
//! runs alone until it parks again, and `examine` has the process for itself.
//!
//! Doubts end in silence: a thread that waits for another's import polls, and so is awake.
//!
//! The upper half of `STATE` is the *episode*: it changes whenever a thread is woken or started and when a signal was handled.
//! Collecting and reporting happen once in an episode.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crossbeam_utils::CachePadded;

use super::park::Waits;
use super::{quiesce, signal};
use crate::exceptions::exc;
use crate::import::import_attribute;
use crate::value::Value;
use crate::{PyResult, Vm};

/// What to do about a deadlock.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
#[repr(usize)]
pub enum Mode {
    #[default]
    Report,
    Raise,
    Off,
}

/// The modes by name, the default first.
pub const MODES: [(&str, Mode); 3] = [("report", Mode::Report), ("raise", Mode::Raise), ("off", Mode::Off)];

static MODE: AtomicUsize = AtomicUsize::new(Mode::Report as usize);

/// How many threads are awake; above that, the episode.
static STATE: CachePadded<AtomicU64> = CachePadded::new(AtomicU64::new(0));
const ONE: u64 = 1;
const EPISODE: u64 = 1 << 32;

/// The episodes in which garbage was collected, and about which all is said. No episode has this number at first.
static COLLECTED: AtomicU64 = AtomicU64::new(u64::MAX);
static SETTLED: AtomicU64 = AtomicU64::new(u64::MAX);

/// The first line, whatever else can be said.
const TITLE: &str = "Deadlock: every thread waits, and nobody is left to wake one.";

pub fn set_mode(mode: Mode) {
    MODE.store(mode as usize, Ordering::Relaxed);
}

fn is(mode: Mode) -> bool {
    MODE.load(Ordering::Relaxed) == mode as usize
}

fn awake(state: u64) -> u32 {
    state as u32
}

fn episode(state: u64) -> u64 {
    state >> 32
}

/// One more thread is awake: a new one, or one that is woken by the caller, who holds the lock of its bucket.
#[inline]
pub(super) fn one_more() {
    STATE.fetch_add(EPISODE | ONE, Ordering::SeqCst);
}

/// One thread less is awake; whether it was the last. Then `all_parked` is to be called, outside of locks.
#[inline]
pub(super) fn one_less() -> bool {
    awake(STATE.fetch_sub(ONE, Ordering::SeqCst)) == 1
}

/// The calling thread took its own node out of its bucket, whose lock it holds; whether everybody was parked until then.
#[inline]
pub(super) fn left_by_itself() -> bool {
    awake(STATE.fetch_add(ONE, Ordering::SeqCst)) == 0
}

/// Something from without has changed the course of the program.
pub(super) fn new_episode() {
    STATE.fetch_add(EPISODE, Ordering::SeqCst);
}

/// Everybody is parked: makes the main thread look into it, once in an episode.
#[cold]
pub(super) fn all_parked() {
    let settled = SETTLED.load(Ordering::SeqCst) == episode(STATE.load(Ordering::SeqCst));
    if !settled && !is(Mode::Off) {
        signal::suspect_deadlock();
    }
}

/// In the child of a fork: one thread, which runs.
pub(super) fn after_fork_child() {
    let now = STATE.load(Ordering::Relaxed);
    STATE.store((episode(now) + 1) << 32 | ONE, Ordering::Relaxed);
}

/// On the main thread, which has left its wait while everybody else was parked: they still are. Raises what `-X deadlock=raise`
/// asks for; else the caller goes on waiting.
#[cold]
pub(super) fn examine(vm: &Vm) -> PyResult<()> {
    let now = episode(STATE.load(Ordering::SeqCst));
    if is(Mode::Off) || quiesce::is_frozen() || signal::may_change_something(vm) {
        SETTLED.store(now, Ordering::SeqCst);
        return Ok(());
    }
    if COLLECTED.swap(now, Ordering::SeqCst) != now {
        // From Python, since then stale words on the stacks are known for what they are.
        let collected = import_attribute(vm, "_deadlock", "collect").and_then(|f| vm.call(f, &[]));
        if collected.is_err() {
            vm.collect_garbage();
        }
        return Ok(());
    }
    SETTLED.store(now, Ordering::SeqCst);
    let (report, summary) = explain(vm);
    if is(Mode::Raise) {
        // What the program makes of the error begins a new episode.
        new_episode();
        return Err(vm.error(exc::RUNTIME_ERROR, summary));
    }
    write(&report);
    Ok(())
}

/// The report and its short form.
fn explain(vm: &Vm) -> (String, String) {
    let text = |v: Value| v.to_str().map(|s| s.to_string_lossy());
    let made = import_attribute(vm, "_deadlock", "explain").and_then(|f| vm.call(f, &[vm.new_str(TITLE).value()]));
    let made = made.ok().and_then(Value::to_tuple);
    match made.as_ref().map(|t| t.items()) {
        Some(&[report, summary]) => (text(report).unwrap_or_default(), text(summary).unwrap_or_default()),
        // Not even that could be done: the bare fact.
        _ => (format!("{TITLE}\n"), TITLE.into()),
    }
}

/// Straight to the descriptor: `sys.stderr` may be an object whose locks the parked threads hold.
fn write(text: &str) {
    let mut left = text.as_bytes();
    while !left.is_empty() {
        // SAFETY: plain output of a buffer.
        let n = unsafe { libc::write(2, left.as_ptr().cast(), left.len()) };
        if n > 0 {
            left = &left[n as usize..];
        } else if std::io::Error::last_os_error().kind() != std::io::ErrorKind::Interrupted {
            return;
        }
    }
}

impl Vm {
    /// For who waited in [`Vm::park`] and got [`super::Parked::Stuck`].
    #[cold]
    pub fn examine_deadlock(&self) -> PyResult<()> {
        let examined = examine(self);
        self.note_wait(0, Waits::Nothing);
        examined
    }
}
