//! The lock of Python programs: one word, waits that release the GIL, time-outs, signals.
//!
//! The word says whether the lock is held and whether anybody waits. Taking a free lock and leaving one that nobody waits for is a
//! single exchange, without touching the GIL. A released lock goes to whoever comes first, but a waiter that has waited for long
//! is handed the lock directly, so that nobody starves.

use std::sync::atomic::{AtomicU32, Ordering};

use super::futex::{MILLI, Nanos, now};
use super::gil;
use super::park::{Parked, Waits, unpark_one};
use crate::{PyResult, Vm, throw};

const LOCKED: u32 = 1;
const WAITERS: u32 = 2;

/// A waiter of this standing is handed the lock.
const LONG: Nanos = MILLI;
/// With the GIL off the holder may be about to let go: how often to look before sleeping.
const SPINS: u32 = 60;

/// The lock's word. Lives in a heap object; its address is where waiters stand.
#[repr(transparent)]
pub struct WordLock(AtomicU32);

impl WordLock {
    pub const fn new() -> WordLock {
        WordLock(AtomicU32::new(0))
    }
    #[inline]
    pub fn is_locked(&self) -> bool {
        self.0.load(Ordering::Acquire) & LOCKED != 0
    }
    /// Takes the lock if it is free.
    #[inline]
    pub fn try_acquire(&self) -> bool {
        let mut word = self.0.load(Ordering::Relaxed);
        while word & LOCKED == 0 {
            match self.0.compare_exchange_weak(word, word | LOCKED, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => word = now,
            }
        }
        false
    }
    /// Notes that somebody waits; false when the lock is free instead.
    fn announce(&self) -> bool {
        let mut word = self.0.load(Ordering::Relaxed);
        while word & LOCKED != 0 {
            match self.0.compare_exchange_weak(word, word | WAITERS, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => word = now,
            }
        }
        false
    }
    /// Lets go of the lock.
    #[inline]
    pub fn release(&self) {
        if self.0.compare_exchange(LOCKED, 0, Ordering::Release, Ordering::Relaxed).is_err() {
            self.release_contended();
        }
    }
    #[cold]
    fn release_contended(&self) {
        unpark_one(self.key(), |first| {
            let (handed, more) = first.map_or((false, false), |f| (f.waited > LONG, f.more));
            self.0.store(if handed { LOCKED } else { 0 } | if more { WAITERS } else { 0 }, Ordering::Release);
            handed
        });
    }
    /// Where waiters stand.
    pub fn key(&self) -> usize {
        self.0.as_ptr() as usize
    }
    /// After a fork: nobody holds the lock.
    pub fn reset(&self) {
        self.0.store(0, Ordering::Release);
    }
    /// Takes the lock, waiting until the deadline at most (`None`: forever). False when time was up. Signal handlers run while the main
    /// thread waits, and their exception ends the wait.
    pub fn acquire(&self, vm: &Vm, what: Waits, deadline: Option<Nanos>) -> PyResult<bool> {
        if self.try_acquire() || !gil::enabled() && self.spin() {
            return Ok(true);
        }
        if super::is_frozen() {
            // Who holds it will not run again.
            throw!(vm, PYTHON_FINALIZATION_ERROR, "cannot acquire lock at interpreter finalization");
        }
        loop {
            match vm.park(self.key(), what, deadline, || self.announce()) {
                Parked::Woken { handed: true } => return Ok(true),
                Parked::Interrupted => vm.check_signals()?,
                Parked::Stuck => vm.examine_deadlock()?,
                Parked::TimedOut => return Ok(self.try_acquire()),
                Parked::Woken { handed: false } | Parked::Refused => {}
            }
            if self.try_acquire() {
                return Ok(true);
            }
            if deadline.is_some_and(|d| now() >= d) {
                return Ok(false);
            }
        }
    }
    /// As `acquire` without a limit, for who must have the lock whatever happens: the exception of a signal handler is the answer when
    /// the lock is taken. An error: the lock is not taken, since that was a deadlock.
    pub fn acquire_again(&self, vm: &Vm, what: Waits) -> PyResult<PyResult<()>> {
        let mut interrupted = Ok(());
        while !self.try_acquire() {
            match vm.park(self.key(), what, None, || self.announce()) {
                Parked::Woken { handed: true } => break,
                Parked::Interrupted => interrupted = vm.check_signals().and(interrupted),
                Parked::Stuck => vm.examine_deadlock()?,
                Parked::Woken { handed: false } | Parked::Refused | Parked::TimedOut => {}
            }
        }
        Ok(interrupted)
    }
    fn spin(&self) -> bool {
        for _ in 0..SPINS {
            if self.0.load(Ordering::Relaxed) == 0 && self.try_acquire() {
                return true;
            }
            std::hint::spin_loop();
        }
        false
    }
}

impl Default for WordLock {
    fn default() -> Self {
        WordLock::new()
    }
}
