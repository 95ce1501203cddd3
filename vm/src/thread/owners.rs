//! Owner ids: which thread may write an object without a lock.
//!
//! With the GIL on, all threads write under the id `COMMON`. With the GIL off each thread has its own. The life of an id:
//! *taken* by a thread; *retired* when too many of its objects are wanted by others or the thread ends: then nobody writes its
//! objects without having changed their header first, and whoever does becomes their owner; *orphaned* by the next stop of the
//! world for a collection: no more in any thread's eyes as retired, so that a new thread may take it, and with it the objects that
//! still bear it. Orphans are taken over under the world's lock.
//!
//! Invariant: all changes here happen under the world's lock; the retired set is read without it, which is sound because ids
//! leave that set only while the world is stopped, and no thread stops between reading the set and changing a header.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use super::gil;
use super::quiesce::WORLD;
use crate::Vm;
use crate::object::OWNER_SHARED;

/// The id of all threads while the GIL is on, and of the first thread otherwise.
pub(super) const COMMON: u16 = 1;

/// Ids that exist: 0 is nobody's, the last one means shared.
const IDS: usize = OWNER_SHARED as usize;

static THREADS: [AtomicPtr<Vm>; IDS] = [const { AtomicPtr::new(std::ptr::null_mut()) }; IDS];
static RETIRED: [AtomicU64; IDS / 64 + 1] = [const { AtomicU64::new(0) }; IDS / 64 + 1];

struct Pool {
    /// Ids above this have never been taken.
    highest: u16,
    retired: Vec<u16>,
    orphaned: Vec<u16>,
}

struct Shared(UnsafeCell<Pool>);
// SAFETY: used under the world's lock.
unsafe impl Sync for Shared {}

static POOL: Shared = Shared(UnsafeCell::new(Pool { highest: COMMON, retired: Vec::new(), orphaned: Vec::new() }));

#[allow(clippy::mut_from_ref, reason = "the world's lock makes the access unique")]
fn pool() -> &'static mut Pool {
    // SAFETY: the world's lock is held by every caller.
    unsafe { &mut *POOL.0.get() }
}

/// Whether an object with this id may be taken over by an exchange of its header.
#[inline]
pub(super) fn is_retired(id: u16) -> bool {
    id == 0 || RETIRED[id as usize / 64].load(Ordering::Acquire) >> (id % 64) & 1 != 0
}

/// The thread that writes objects with this id; `None` for an orphan. The world's lock is held.
pub(super) fn thread_of(id: u16) -> Option<*const Vm> {
    let p = THREADS[id as usize].load(Ordering::Relaxed);
    if p.is_null() { None } else { Some(p) }
}

fn retire(id: u16) {
    THREADS[id as usize].store(std::ptr::null_mut(), Ordering::Relaxed);
    RETIRED[id as usize / 64].fetch_or(1 << (id % 64), Ordering::AcqRel);
    pool().retired.push(id);
}

/// With the world stopped: retired ids become orphans.
fn orphan_all() {
    let pool = pool();
    for id in pool.retired.drain(..) {
        RETIRED[id as usize / 64].fetch_and(!(1 << (id % 64)), Ordering::AcqRel);
        if id != COMMON {
            pool.orphaned.push(id);
        }
    }
}

/// Called by collections, with the world stopped.
pub(crate) fn recycle() {
    if !gil::enabled() {
        orphan_all();
    }
}

impl Vm {
    fn owner_id(&self) -> u16 {
        (self.fast_hi.get() >> 32) as u16
    }
    fn set_owner_id(&self, id: u16) {
        self.fast_hi.set((id as u64) << 32);
        THREADS[id as usize].store(std::ptr::from_ref(self).cast_mut(), Ordering::Relaxed);
    }
    /// Gives a thread that does not run (or the calling one) an id of its own. The world's lock is held.
    pub(super) fn take_owner_id(&self) {
        let pool = pool();
        let id = match pool.orphaned.pop() {
            Some(id) => id,
            None if (pool.highest as usize) < IDS - 1 => {
                pool.highest += 1;
                pool.highest
            }
            // More than 65,000 ids were used up between two collections.
            None => {
                WORLD.with_all_held(orphan_all);
                pool.orphaned.pop().expect("fewer threads than owner ids")
            }
        };
        self.set_owner_id(id);
        self.thread.revocations.set(0);
    }
    /// The world's lock is held: nobody will write objects of this thread's id without changing their header.
    pub(super) fn retire_owner(&self) {
        if !gil::enabled() {
            retire(self.owner_id());
        }
    }
    /// The world's lock is held and this thread does not run: its objects are open to all, it begins afresh.
    pub(super) fn renew_owner(&self) {
        self.retire_owner();
        self.take_owner_id();
    }
    /// The GIL goes off, the world is stopped: everybody gets an id; what exists belongs to the first thread.
    pub(super) fn split_owners(&self) {
        orphan_all();
        let mut first = true;
        self.for_each_thread(|t| {
            if std::mem::take(&mut first) {
                t.set_owner_id(COMMON);
                t.thread.revocations.set(0);
            } else {
                t.take_owner_id();
            }
        });
    }
    /// The GIL goes on, the world is stopped: ids lose their meaning, and every thread writes as `COMMON`.
    pub(super) fn unite_owners(&self) {
        self.for_each_thread(|t| {
            let id = t.owner_id();
            THREADS[id as usize].store(std::ptr::null_mut(), Ordering::Relaxed);
            if id != COMMON {
                pool().orphaned.push(id);
            }
            t.fast_hi.set((COMMON as u64) << 32);
        });
        orphan_all();
    }
    /// In the child of a fork: the ids of threads that are gone.
    pub(super) fn retire_lost_owners(&self) {
        if gil::enabled() {
            return;
        }
        for (id, thread) in THREADS.iter().enumerate().take(pool().highest as usize + 1) {
            let p = thread.load(Ordering::Relaxed);
            if !p.is_null() && !std::ptr::eq(p, self) {
                retire(id as u16);
            }
        }
    }
    /// Whether this thread lost enough objects to others that its id should be retired; counts one more.
    pub(super) fn lost_an_object(&self) -> bool {
        let n = self.thread.revocations.get() + 1;
        self.thread.revocations.set(n);
        n >= PATIENCE
    }
}

/// How many objects are taken from a thread one by one before all are opened.
const PATIENCE: u32 = 8;
