//! Waiting for something another thread will do: the place where locks, queues, joins and sleeps block.
//!
//! Waiters stand in one of a fixed number of buckets by the address they wait at, first come first served. Each sleeps on a word
//! of its own, which a waker and, for the main thread, the signal handler set; so a wait on the main thread ends at once by Ctrl-C.
//! What is waited for is written in the thread for who wants to explain a deadlock.
//!
//! Invariant: bucket locks are held by running threads only and not across safepoints, so that they are free in the child of a fork.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, Ordering};

use super::deadlock;
use super::futex::{self, FutexLock, Nanos, Woke, now};
use super::state::request;
use crate::{PyResult, Vm};

/// What a thread waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Waits {
    Nothing,
    Lock,
    RLock,
    Join,
    Queue,
    /// What another thread puts into an event loop.
    EventLoop,
    Sleep,
    Other,
}

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parked {
    /// Somebody woke us, having already given us what we wanted or not.
    Woken {
        handed: bool,
    },
    TimedOut,
    /// A signal arrived for this thread.
    Interrupted,
    /// There was nothing to wait for.
    Refused,
    /// No thread can run any more: `Vm::examine_deadlock` is to be called, and then one waits on.
    Stuck,
}

const WOKEN: u32 = 1;
const HANDED: u32 = 2;
const INTERRUPTED: u32 = 4;
const SUSPECTED: u32 = 8;

struct Node {
    key: usize,
    vm: *const Vm,
    since: Nanos,
    queued: bool,
    /// Whether there is no time limit: then the thread is not awake.
    forever: bool,
    next: *mut Node,
    previous: *mut Node,
}

struct Bucket {
    lock: FutexLock,
    ends: UnsafeCell<(*mut Node, *mut Node)>,
}
// SAFETY: the list is touched under the bucket's lock; nodes stay in place while they are in it.
unsafe impl Sync for Bucket {}

const BUCKETS: usize = 512;

static TABLE: [Bucket; BUCKETS] =
    [const { Bucket { lock: FutexLock::new(), ends: UnsafeCell::new((std::ptr::null_mut(), std::ptr::null_mut())) } };
        BUCKETS];

fn bucket(key: usize) -> &'static Bucket {
    &TABLE[(key >> 3).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (usize::BITS - BUCKETS.trailing_zeros())]
}

impl Bucket {
    /// # Safety
    /// The lock is held, `node` is not in a list and stays in place until it is removed.
    unsafe fn push(&self, node: *mut Node) {
        // SAFETY: as promised; the neighbours are in this list.
        unsafe {
            let (first, last) = &mut *self.ends.get();
            (*node).previous = *last;
            (*node).queued = true;
            if last.is_null() {
                *first = node
            } else {
                (**last).next = node
            }
            *last = node;
        }
    }
    /// # Safety
    /// The lock is held, `node` is in this list.
    unsafe fn remove(&self, node: *mut Node) {
        // SAFETY: as promised.
        unsafe {
            let (first, last) = &mut *self.ends.get();
            let Node { previous, next, .. } = *node;
            if previous.is_null() {
                *first = next
            } else {
                (*previous).next = next
            }
            if next.is_null() {
                *last = previous
            } else {
                (*next).previous = previous
            }
            (*node).queued = false;
        }
    }
    /// The first node for the key from `from` on. The lock is held.
    fn find(&self, from: *mut Node, key: usize) -> *mut Node {
        let mut node = from;
        // SAFETY: nodes in the list are alive.
        while !node.is_null() && unsafe { (*node).key } != key {
            // SAFETY: as above.
            node = unsafe { (*node).next };
        }
        node
    }
    fn first(&self) -> *mut Node {
        // SAFETY: the lock is held by the caller.
        unsafe { (*self.ends.get()).0 }
    }
    /// Takes a node out and sets its thread's word. The word must be woken afterwards; it may be gone by then.
    ///
    /// # Safety
    /// As for `remove`.
    unsafe fn release(&self, node: *mut Node, how: u32) -> *const AtomicU32 {
        // SAFETY: the node is in the list, so its thread waits.
        unsafe {
            self.remove(node);
            if (*node).forever {
                deadlock::one_more();
            }
            let word = &raw const (*(*node).vm).thread.wake;
            (*word).fetch_or(how, Ordering::Release);
            word
        }
    }
}

/// The waiter that a waker is about to wake.
pub struct First {
    /// For how long it has waited.
    pub waited: Nanos,
    /// Whether others wait at the same address.
    pub more: bool,
}

/// Wakes the first waiter at `key`. `decide` runs while nobody can come or go; it learns of the waiter and answers whether that
/// is handed what it waits for.
pub fn unpark_one(key: usize, decide: impl FnOnce(Option<First>) -> bool) {
    let bucket = bucket(key);
    bucket.lock.lock();
    let node = bucket.find(bucket.first(), key);
    if node.is_null() {
        decide(None);
        bucket.lock.unlock();
        return;
    }
    // SAFETY: the node is in the locked list.
    let word = unsafe {
        let more = !bucket.find((*node).next, key).is_null();
        let handed = decide(Some(First { waited: now().saturating_sub((*node).since), more }));
        bucket.release(node, if handed { WOKEN | HANDED } else { WOKEN })
    };
    bucket.lock.unlock();
    futex::wake(word, 1);
}

/// Wakes all waiters at `key`.
pub fn unpark_all(key: usize) {
    let bucket = bucket(key);
    bucket.lock.lock();
    let mut words = smallvec::SmallVec::<[*const AtomicU32; 8]>::new();
    let mut node = bucket.find(bucket.first(), key);
    while !node.is_null() {
        // SAFETY: the node is in the locked list.
        unsafe {
            let next = (*node).next;
            words.push(bucket.release(node, WOKEN));
            node = bucket.find(next, key);
        }
    }
    bucket.lock.unlock();
    words.into_iter().for_each(|word| futex::wake(word, 1));
}

/// In the child of a fork: nobody waits.
pub(super) fn after_fork_child() {
    for bucket in &TABLE {
        bucket.lock.reset();
        // SAFETY: there is no other thread.
        unsafe { *bucket.ends.get() = (std::ptr::null_mut(), std::ptr::null_mut()) };
    }
}

impl Vm {
    /// Whether signals are this thread's to handle.
    pub fn is_main_thread(&self) -> bool {
        self.thread.is_main.load(Ordering::Relaxed)
    }
    /// For the signal handler: ends this thread's wait.
    pub(super) fn interrupt_wait(&self) {
        self.thread.wake.fetch_or(INTERRUPTED, Ordering::SeqCst);
        futex::wake(&self.thread.wake, 1);
    }
    /// For the main thread: all threads may be parked.
    pub(super) fn suspect_deadlock(&self) {
        self.thread.wake.fetch_or(SUSPECTED, Ordering::SeqCst);
        futex::wake(&self.thread.wake, 1);
    }
    fn begin_wait(&self) -> bool {
        self.thread.wake.store(0, Ordering::SeqCst);
        !(self.is_main_thread() && self.requests.load(Ordering::SeqCst) & request::SIGNAL != 0)
    }
    /// Sleeps until its word is set or time is up. Outside the running state.
    fn sleep_on_word(&self, deadline: Option<Nanos>) {
        while self.thread.wake.load(Ordering::Acquire) == 0 {
            if futex::wait(&self.thread.wake, 0, deadline) == Woke::TimedOut {
                return;
            }
        }
    }
    /// Waits at `key` until woken, for `what`, unless `still` says that there is no need (any more); `still` runs while nobody can
    /// wake waiters at this key. Without the GIL. Signals are left to the caller.
    pub fn park(&self, key: usize, what: Waits, deadline: Option<Nanos>, still: impl FnOnce() -> bool) -> Parked {
        if !self.begin_wait() {
            return Parked::Interrupted;
        }
        let (null, forever) = (std::ptr::null_mut(), deadline.is_none());
        let mut node = Node { key, vm: self, since: now(), queued: false, forever, next: null, previous: null };
        let (node, bucket) = (&raw mut node, bucket(key));
        bucket.lock.lock();
        if !still() {
            bucket.lock.unlock();
            return Parked::Refused;
        }
        // SAFETY: locked; the node stays here until we have seen it out of the list.
        unsafe { bucket.push(node) };
        self.note_wait(key, what);
        let was_last = forever && deadlock::one_less();
        bucket.lock.unlock();
        if was_last {
            deadlock::all_parked();
        }
        self.released(|| {
            if !self.thread.park_spin.until(|| self.thread.wake.load(Ordering::Acquire) != 0) {
                self.sleep_on_word(deadline);
            }
        });
        bucket.lock.lock();
        // SAFETY: locked.
        let all_parked = unsafe {
            let queued = (*node).queued;
            if queued {
                bucket.remove(node);
            }
            queued && forever && deadlock::left_by_itself()
        };
        bucket.lock.unlock();
        let word = self.thread.wake.load(Ordering::Acquire);
        if word == SUSPECTED && all_parked {
            return Parked::Stuck;
        }
        self.note_wait(0, Waits::Nothing);
        if word & WOKEN != 0 {
            Parked::Woken { handed: word & HANDED != 0 }
        } else if word & (INTERRUPTED | SUSPECTED) != 0 {
            Parked::Interrupted
        } else {
            Parked::TimedOut
        }
    }
    /// What the thread waits for (`Waits`), and the address.
    pub fn waits_for(&self) -> Option<(u32, usize)> {
        let (kind, key) =
            (self.thread.wait_kind.load(Ordering::Relaxed), self.thread.waits_for.load(Ordering::Relaxed));
        (kind != Waits::Nothing as u32).then_some((kind, key))
    }
    pub(super) fn note_wait(&self, key: usize, what: Waits) {
        self.thread.waits_for.store(key, Ordering::Relaxed);
        self.thread.wait_kind.store(what as u32, Ordering::Relaxed);
    }
    /// Waits until the deadline without the GIL; signal handlers run meanwhile and may end it with an exception.
    pub fn sleep_until(&self, deadline: Option<Nanos>) -> PyResult<()> {
        loop {
            if self.begin_wait() {
                self.note_wait(0, Waits::Sleep);
                self.released(|| self.sleep_on_word(deadline));
                self.note_wait(0, Waits::Nothing);
            }
            self.check_signals()?;
            if deadline.is_some_and(|d| now() >= d) {
                return Ok(());
            }
        }
    }
    /// As [`Vm::sleep_until`], for a duration; none at all lets other threads go first.
    pub fn sleep(&self, time: std::time::Duration) -> PyResult<()> {
        if time.is_zero() {
            self.yield_gil();
            std::thread::yield_now();
            return self.check_signals();
        }
        let nanoseconds = Nanos::try_from(time.as_nanos()).unwrap_or(Nanos::MAX);
        self.sleep_until(now().checked_add(nanoseconds))
    }
}
