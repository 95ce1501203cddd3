//! The kernel's waiting on a word, the clock that deadlines are told by, and the small lock that the runtime's own state uses.
//!
//! Every wait of the runtime ends here, on a word that its owner knows, so that a signal handler can wake it and the child of a
//! fork can put it right with a store. Locks of this kind are held for a few instructions, never across a safepoint.

use std::sync::atomic::{AtomicU32, Ordering};

/// Nanoseconds of the monotonic clock.
pub type Nanos = u64;

pub const MICRO: Nanos = 1_000;
pub const MILLI: Nanos = 1_000_000;
pub const SECOND: Nanos = 1_000_000_000;

/// The monotonic clock.
#[inline]
pub fn now() -> Nanos {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: fills a plain struct.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut t) };
    t.tv_sec as u64 * SECOND + t.tv_nsec as u64
}

/// Why a wait on a word ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Woke {
    /// The word differs, somebody woke us, or nobody knows why.
    Maybe,
    TimedOut,
    /// A signal handler ran on this thread.
    Signal,
}

/// Sleeps while `word` is `expected`, at most until the deadline.
pub fn wait(word: &AtomicU32, expected: u32, deadline: Option<Nanos>) -> Woke {
    let spec = deadline.map(|d| libc::timespec { tv_sec: (d / SECOND) as i64, tv_nsec: (d % SECOND) as i64 });
    let spec = spec.as_ref().map_or(std::ptr::null(), |t| t as *const libc::timespec);
    let operation = libc::FUTEX_WAIT_BITSET | libc::FUTEX_PRIVATE_FLAG;
    // SAFETY: the word is alive, the timeout absolute as this operation wants it.
    let r = unsafe {
        let nothing = std::ptr::null::<u32>();
        libc::syscall(libc::SYS_futex, word.as_ptr(), operation, expected, spec, nothing, libc::FUTEX_BITSET_MATCH_ANY)
    };
    if r == 0 {
        return Woke::Maybe;
    }
    // SAFETY: reads this thread's errno.
    match unsafe { *libc::__errno_location() } {
        libc::ETIMEDOUT => Woke::TimedOut,
        libc::EINTR => Woke::Signal,
        _ => Woke::Maybe,
    }
}

/// Wakes up to `count` threads that wait on the word. Nothing happens when the word's memory is gone. Safe in signal handlers.
#[allow(clippy::not_unsafe_ptr_arg_deref, reason = "the address is a name for the kernel and never followed here")]
pub fn wake(word: *const AtomicU32, count: i32) {
    // SAFETY: the kernel only uses the address.
    unsafe { libc::syscall(libc::SYS_futex, word, libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG, count) };
}

pub const ALL: i32 = i32::MAX;

const FREE: u32 = 0;
const HELD: u32 = 1;
const CONTENDED: u32 = 2;

/// A lock for the runtime's own state.
pub struct FutexLock(AtomicU32);

impl FutexLock {
    pub const fn new() -> FutexLock {
        FutexLock(AtomicU32::new(FREE))
    }
    #[inline]
    pub fn try_lock(&self) -> bool {
        self.0.compare_exchange(FREE, HELD, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }
    #[inline]
    pub fn lock(&self) {
        if !self.try_lock() {
            self.lock_contended();
        }
    }
    #[cold]
    fn lock_contended(&self) {
        for _ in 0..SPINS {
            if self.0.load(Ordering::Relaxed) == FREE && self.try_lock() {
                return;
            }
            std::hint::spin_loop();
        }
        while self.0.swap(CONTENDED, Ordering::Acquire) != FREE {
            wait(&self.0, CONTENDED, None);
        }
    }
    #[inline]
    pub fn unlock(&self) {
        if self.0.swap(FREE, Ordering::Release) == CONTENDED {
            wake(&self.0, 1);
        }
    }
    /// Runs `f` with the lock held.
    #[inline]
    pub fn with<R>(&self, f: impl FnOnce() -> R) -> R {
        self.lock();
        let r = f();
        self.unlock();
        r
    }
    /// In the child of a fork: whoever held the lock is gone.
    pub fn reset(&self) {
        self.0.store(FREE, Ordering::Relaxed);
    }
}

impl Default for FutexLock {
    fn default() -> Self {
        FutexLock::new()
    }
}

/// How often a waiter looks before it sleeps: about as long as the lock is ever held.
const SPINS: u32 = 100;
