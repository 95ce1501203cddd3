//! Owner-biased locks on objects: held for each mutation of an object that other threads may see.
//!
//! The upper half of a header is `owner:16 | flags:8 | lock:8`. A thread whose id is the owner writes at once: it makes no
//! safepoint between looking at the header and its last store, so whoever takes the object away waits for a moment when it is
//! not writing. Shared objects are written under their lock byte. The first writer of another thread's object makes it shared, with
//! that thread stopped; objects of a retired id fall to their next writer (`owners`).
//!
//! Invariants. A guard is not held across safepoints, blocking calls, calls into Python, or another guard; allocation under one is
//! allowed. With the GIL on no lock byte is ever set: running is the lock.

use std::sync::atomic::{AtomicU32, Ordering};

use super::gil;
use super::owners::{is_retired, thread_of};
use crate::Vm;
use crate::object::{HeapObject, OWNER_SHARED, Ref};

const OWNER: u32 = 0xffff;
const LOCKED: u32 = 1 << 24;
const SHARED: u32 = OWNER_SHARED as u32;

/// Holds the right to mutate one object. Not across safepoints, blocking calls or calls into Python.
pub struct ObjectGuard<'a> {
    /// The half of the header whose lock byte is to be cleared.
    locked: Option<&'a AtomicU32>,
    #[cfg(debug_assertions)]
    vm: &'a Vm,
}

impl Drop for ObjectGuard<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        #[cfg(debug_assertions)]
        self.vm.thread.guards.set(self.vm.thread.guards.get() - 1);
        if let Some(half) = self.locked {
            unlock(half);
        }
    }
}

#[inline]
fn unlock(half: &AtomicU32) {
    half.fetch_and(!LOCKED, Ordering::Release);
}

/// What a look at a header tells a thread that wants to write.
#[derive(PartialEq, Eq, Debug)]
enum Access {
    /// Write: the object is ours.
    Own,
    /// Write and unlock: it is shared and its lock byte now ours.
    Locked,
    /// Look again.
    Again,
    /// Another writes.
    Busy,
    /// It belongs to a thread that must be stopped to take it.
    Foreign(u16),
}

/// One step of the protocol: `half` has the value `seen`, `own` is the calling thread's id.
#[inline]
fn step(half: &AtomicU32, seen: u32, own: u32, retired: impl FnOnce(u16) -> bool) -> Access {
    let owner = seen & OWNER;
    if owner == own {
        Access::Own
    } else if owner == SHARED {
        if seen & LOCKED != 0 {
            return Access::Busy;
        }
        match half.compare_exchange_weak(seen, seen | LOCKED, Ordering::Acquire, Ordering::Relaxed) {
            Ok(_) => Access::Locked,
            Err(_) => Access::Again,
        }
    } else if retired(owner as u16) {
        match half.compare_exchange_weak(seen, seen & !OWNER | own, Ordering::Acquire, Ordering::Relaxed) {
            Ok(_) => Access::Own,
            Err(_) => Access::Again,
        }
    } else {
        Access::Foreign(owner as u16)
    }
}

/// Makes the object shared; its owner is stopped.
fn share(half: &AtomicU32) {
    half.fetch_or(SHARED, Ordering::AcqRel);
}

impl Vm {
    /// The right to mutate `object` until the guard drops.
    #[inline(always)]
    pub fn lock<T: HeapObject>(&self, object: Ref<T>) -> ObjectGuard<'_> {
        let half = object.header().lock_half();
        let locked = if half.load(Ordering::Relaxed) & OWNER == (self.fast_hi() >> 32) as u32 {
            None
        } else {
            self.lock_slow(half)
        };
        #[cfg(debug_assertions)]
        {
            self.thread.guards.set(self.thread.guards.get() + 1);
            ObjectGuard { locked, vm: self }
        }
        #[cfg(not(debug_assertions))]
        ObjectGuard { locked }
    }
    #[cold]
    #[inline(never)]
    fn lock_slow(&self, half: &'static AtomicU32) -> Option<&'static AtomicU32> {
        let mut tries = 0;
        loop {
            if gil::enabled() {
                // Left from times without the GIL: next time the header compares equal.
                let own = (self.fast_hi() >> 32) as u32;
                let _ = half.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |h| Some(h & !OWNER | own));
                return None;
            }
            let own = (self.fast_hi() >> 32) as u32;
            match step(half, half.load(Ordering::Relaxed), own, is_retired) {
                Access::Own => return None,
                Access::Locked => return Some(half),
                Access::Again => {}
                Access::Busy => self.wait_for_writer(&mut tries),
                Access::Foreign(id) => self.take_away(half, id),
            }
        }
    }
    /// Another thread writes the object: it may be inside an allocation that collects, so we must be stoppable.
    fn wait_for_writer(&self, tries: &mut u32) {
        *tries += 1;
        if *tries <= SPIN_ROUNDS {
            for _ in 0..1 << *tries {
                std::hint::spin_loop();
            }
        } else if *tries <= SPIN_ROUNDS + YIELDS {
            std::thread::yield_now();
        } else {
            std::thread::sleep(std::time::Duration::from_micros(30));
        }
        self.assert_no_guard();
        self.stop_if_wanted();
    }
    /// Takes an object from the thread with this id, and everything else of it when that happens often.
    fn take_away(&self, half: &AtomicU32, id: u16) {
        self.assert_no_guard();
        let owned = || half.load(Ordering::Relaxed) & OWNER == id as u32 && !is_retired(id);
        self.with_stopped(
            || thread_of(id).filter(|&t| owned() && !std::ptr::eq(t, self)),
            |owner| match owner {
                Some(owner) => {
                    share(half);
                    if owner.lost_an_object() {
                        owner.renew_owner();
                    }
                }
                None if owned() && thread_of(id).is_none() => share(half),
                None => {}
            },
        );
    }
    /// Debug builds: this thread is not inside a mutation.
    #[inline(always)]
    pub(super) fn assert_no_guard(&self) {
        #[cfg(debug_assertions)]
        assert_eq!(self.thread.guards.get(), 0, "an object's lock is held across a safepoint");
    }
}

/// Rounds of waiting in which the number of idle turns doubles, and how often the processor is offered to others afterwards.
const SPIN_ROUNDS: u32 = 8;
const YIELDS: u32 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    const MINE: u32 = 5;

    fn look(half: &AtomicU32) -> Access {
        step(half, half.load(Ordering::Relaxed), MINE, |id| id == 9)
    }

    #[test]
    fn owner_writes_without_lock() {
        let half = AtomicU32::new(MINE | 3 << 16);
        assert_eq!(look(&half), Access::Own);
        assert_eq!(half.into_inner(), MINE | 3 << 16);
    }
    #[test]
    fn shared_objects_are_locked() {
        let half = AtomicU32::new(SHARED | 3 << 16);
        while look(&half) != Access::Locked {}
        assert_eq!(look(&half), Access::Busy);
        unlock(&half);
        assert_eq!(half.into_inner(), SHARED | 3 << 16);
    }
    #[test]
    fn retired_owners_lose_to_the_next_writer() {
        let half = AtomicU32::new(9 | 3 << 16);
        while look(&half) != Access::Own {}
        assert_eq!(half.into_inner(), MINE | 3 << 16);
    }
    #[test]
    fn foreign_objects_need_their_owner() {
        let half = AtomicU32::new(6);
        assert_eq!(look(&half), Access::Foreign(6));
        share(&half);
        while look(&half) != Access::Locked {}
    }
    #[test]
    fn shared_counter_loses_nothing() {
        let half = AtomicU32::new(SHARED);
        let total = std::cell::UnsafeCell::new(0u64);
        struct Cell<'a>(&'a std::cell::UnsafeCell<u64>);
        // SAFETY: written under the lock byte.
        unsafe impl Sync for Cell<'_> {}
        let cell = Cell(&total);
        std::thread::scope(|s| {
            for id in 10..14 {
                let (half, cell) = (&half, &cell);
                s.spawn(move || {
                    for _ in 0..10_000 {
                        while step(half, half.load(Ordering::Relaxed), id, |_| false) != Access::Locked {
                            std::hint::spin_loop();
                        }
                        // SAFETY: we hold the lock byte.
                        unsafe { *cell.0.get() += 1 };
                        unlock(half);
                    }
                });
            }
        });
        assert_eq!(total.into_inner(), 40_000);
    }
}
