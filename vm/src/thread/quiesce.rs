//! The running state, and stopping threads: one of them or the world.
//!
//! Each thread has a state word. Only in `RUNNING` may it touch objects (and then it holds the GIL, when there is one). Whoever
//! wants threads to stand still takes the world's lock, notes in each what is wanted, pokes those that run and waits until none
//! does; blocked threads are marked where they stand and cannot come back before the stop ends.
//!
//! There are two depths. A *full* stop finds every thread at a safepoint or in a blocking call, never inside a mutation: for
//! changes that lock-free readers and writers rely on not to happen under their hands. A stop for *collection* is also content with
//! threads inside allocation, which may hold an object's lock; these continue before anything else happens to them.
//!
//! Lock order: the world's lock comes before all others of the runtime. A running thread waits for it outside the running state.
//! The list of threads changes under it, so the stopper may walk the list.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering};

use super::deadlock;
use super::futex::{self, FutexLock, MILLI, now};
use super::gil::GIL;
use super::policy::Arrival;
use super::state::request;
use crate::Vm;
use crate::heap::with_registers;

/// Values of `ThreadState::run`.
pub(super) mod run {
    /// Outside: in a blocking call, waiting for the GIL, not yet or no more at work.
    pub const BLOCKED: u32 = 0;
    pub const RUNNING: u32 = 1;
    /// At a safepoint or blocked, and not to run until the stop ends.
    pub const STOPPED: u32 = 2;
    /// The same, and somebody sleeps on the word.
    pub const STOPPED_ASLEEP: u32 = 3;
    /// Stopped inside allocation, for a collection.
    pub const HELD: u32 = 4;
}

/// Values of `ThreadState::stop`: what is wanted of a thread.
pub(super) mod stop {
    pub const NONE: u32 = 0;
    pub const COLLECTION: u32 = 1;
    pub const FULL: u32 = 2;
    /// As for a collection, by somebody who holds the world's lock for another reason.
    pub const RECYCLE: u32 = 3;
}

pub(super) struct World {
    lock: FutexLock,
    /// Changes whenever a thread that is wanted stops.
    arrivals: AtomicU32,
    /// Who has stopped the world, as long as it is stopped.
    stopper: AtomicPtr<Vm>,
    threads: UnsafeCell<Vec<*const Vm>>,
    /// The interpreter ends: nobody but the stopper will run again.
    frozen: AtomicBool,
}
// SAFETY: the list is touched under the lock alone.
unsafe impl Sync for World {}

pub(super) static WORLD: World = World {
    lock: FutexLock::new(),
    arrivals: AtomicU32::new(0),
    stopper: AtomicPtr::new(std::ptr::null_mut()),
    threads: UnsafeCell::new(Vec::new()),
    frozen: AtomicBool::new(false),
};

/// The stack pointer of the function this is inlined in.
#[inline(always)]
fn stack_pointer() -> usize {
    let sp: usize;
    #[cfg(target_arch = "x86_64")]
    // SAFETY: reads a register.
    unsafe {
        std::arch::asm!("mov {}, rsp", out(reg) sp, options(nomem, nostack, preserves_flags))
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: reads a register.
    unsafe {
        std::arch::asm!("mov {}, sp", out(reg) sp, options(nomem, nostack, preserves_flags))
    }
    sp
}

impl World {
    /// The threads; the lock is held.
    #[allow(clippy::mut_from_ref, reason = "the world's lock makes the access unique")]
    fn threads(&self) -> &mut Vec<*const Vm> {
        // SAFETY: under the lock.
        unsafe { &mut *self.threads.get() }
    }
    fn is_stopped_by(&self, vm: &Vm) -> bool {
        std::ptr::eq(self.stopper.load(Ordering::Relaxed), vm)
    }
    fn each_other(&self, vm: &Vm, mut f: impl FnMut(&Vm)) {
        for &t in self.threads().iter() {
            if !std::ptr::eq(t, vm) {
                // SAFETY: threads leave the list before they end, under the lock.
                f(unsafe { &*t })
            }
        }
    }
    /// Waits until none of the threads that `each` walks over is running.
    fn wait_for(&self, each: impl Fn(&mut dyn FnMut(&Vm))) {
        let mut spins = 0;
        loop {
            let seen = self.arrivals.load(Ordering::SeqCst);
            let mut all = true;
            each(&mut |t| all &= t.stand_still());
            if all {
                return;
            }
            spins += 1;
            if spins < SPINS {
                std::hint::spin_loop();
            } else {
                futex::wait(&self.arrivals, seen, Some(now() + MILLI));
            }
        }
    }
    /// The lock is held: stops whoever still runs, allocating or not, for the time of `f`.
    pub(super) fn with_all_held(&self, f: impl FnOnce()) {
        let me = super::state::current();
        let each = |f: &mut dyn FnMut(&Vm), what: u32| {
            self.threads().iter().filter(|&&t| !std::ptr::eq(t, me)).for_each(|&t| {
                // SAFETY: threads leave the list before they end.
                let t = unsafe { &*t };
                if t.thread.stop.load(Ordering::Relaxed) == what {
                    f(t)
                }
            })
        };
        each(&mut |t| t.want(stop::RECYCLE), stop::NONE);
        self.wait_for(|look| each(look, stop::RECYCLE));
        f();
        each(&mut |t| t.go_on(), stop::RECYCLE);
    }
    fn arrived(&self) {
        self.arrivals.fetch_add(1, Ordering::SeqCst);
        futex::wake(&self.arrivals, 1);
    }
}

/// How often a stopper looks before it sleeps: a running thread comes to a safepoint within microseconds.
const SPINS: u32 = 2000;

/// Ends a stop when dropped, also when the stopper panics.
struct Stopped<'a>(&'a Vm);

impl Drop for Stopped<'_> {
    fn drop(&mut self) {
        WORLD.stopper.store(std::ptr::null_mut(), Ordering::Relaxed);
        WORLD.each_other(self.0, |t| t.go_on());
        WORLD.lock.unlock();
    }
}

// ---- a thread's own changes of state

impl Vm {
    fn run_state(&self) -> &AtomicU32 {
        &self.thread.run
    }
    /// Leaves the running state (and lets go of the GIL). `saved_sp` has been set.
    fn leave(&self) {
        let gil = GIL.enabled();
        self.run_state().store(run::BLOCKED, Ordering::SeqCst);
        if self.thread.stop.load(Ordering::SeqCst) != stop::NONE {
            WORLD.arrived();
        }
        if gil {
            GIL.release(self);
        }
    }
    /// Comes (back) into the running state, with the GIL if there is one.
    fn enter(&self, arrival: Arrival) {
        loop {
            let gil = GIL.enabled() && GIL.acquire(self, arrival);
            let state = self.run_state();
            if state.compare_exchange(run::BLOCKED, run::RUNNING, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
                // While we run the mode cannot change.
                if gil == GIL.enabled() {
                    return;
                }
                state.store(run::BLOCKED, Ordering::SeqCst);
                if self.thread.stop.load(Ordering::SeqCst) != stop::NONE {
                    WORLD.arrived();
                }
            }
            if gil {
                GIL.release(self);
            }
            self.sleep_while_stopped();
        }
    }
    fn sleep_while_stopped(&self) {
        let state = self.run_state();
        loop {
            let s = state.load(Ordering::SeqCst);
            match s {
                run::STOPPED => {
                    let _ = state.compare_exchange(s, run::STOPPED_ASLEEP, Ordering::SeqCst, Ordering::SeqCst);
                }
                run::STOPPED_ASLEEP | run::HELD => {
                    futex::wait(state, s, None);
                }
                _ => return,
            }
        }
    }
    /// At a safepoint: stands still as long as somebody wants it.
    pub(super) fn stop_here(&self) {
        with_registers(|_| {
            self.thread.saved_sp.set(stack_pointer());
            let gil = GIL.enabled();
            self.run_state().store(run::STOPPED, Ordering::SeqCst);
            WORLD.arrived();
            if gil {
                GIL.release(self);
            }
            self.sleep_while_stopped();
            self.enter(Arrival::Forced);
        });
    }
    /// At a safepoint: serves a stop that is wanted of this thread.
    #[inline]
    pub(super) fn stop_if_wanted(&self) {
        if self.thread.stop.load(Ordering::SeqCst) != stop::NONE {
            self.stop_here();
        }
    }
    /// At a safepoint: hands the GIL to a waiting thread and queues for it again.
    pub(super) fn yield_gil(&self) {
        if !GIL.enabled() || !GIL.is_wanted() {
            return;
        }
        with_registers(|_| {
            self.thread.saved_sp.set(stack_pointer());
            self.run_state().store(run::BLOCKED, Ordering::SeqCst);
            if GIL.hand_over(self) {
                self.enter(Arrival::Forced);
            } else {
                // Only the holder of the GIL stops threads, so nobody has marked us meanwhile.
                self.run_state().store(run::RUNNING, Ordering::SeqCst);
            }
        });
    }
    /// Stops for a collection when one is wanted. Allocation calls it, perhaps with an object locked.
    #[inline]
    pub(crate) fn park_if_stopping(&self) {
        if matches!(self.thread.stop.load(Ordering::Relaxed), stop::COLLECTION | stop::RECYCLE) {
            self.hold_still();
        }
    }
    #[cold]
    fn hold_still(&self) {
        with_registers(|_| {
            self.thread.saved_sp.set(stack_pointer());
            self.run_state().store(run::HELD, Ordering::SeqCst);
            WORLD.arrived();
            self.sleep_while_stopped();
        });
    }
    /// Runs something that may block without the GIL and outside the running state. `f` must not touch heap objects except memory
    /// that the caller keeps alive and nobody moves.
    #[inline]
    pub fn released<R>(&self, f: impl FnOnce() -> R) -> R {
        self.assert_no_guard();
        with_registers(|_| {
            self.thread.saved_sp.set(stack_pointer());
            self.leave();
            let r = f();
            self.enter(Arrival::Returned);
            r
        })
    }
}

// ---- what stoppers do to other threads

impl Vm {
    /// Notes what is wanted of a thread; pokes it unless it can be marked at once.
    fn want(&self, what: u32) {
        self.thread.stop.store(what, Ordering::SeqCst);
        if !self.stand_still() {
            self.request(request::STOP);
        }
    }
    /// Whether a thread that is wanted does not run (any more).
    fn stand_still(&self) -> bool {
        let state = self.run_state();
        match state.load(Ordering::SeqCst) {
            run::RUNNING => false,
            run::BLOCKED => {
                state.compare_exchange(run::BLOCKED, run::STOPPED, Ordering::SeqCst, Ordering::SeqCst).is_ok()
            }
            _ => true,
        }
    }
    fn go_on(&self) {
        self.thread.stop.store(stop::NONE, Ordering::SeqCst);
        let state = self.run_state();
        match state.load(Ordering::SeqCst) {
            run::HELD => {
                state.store(run::RUNNING, Ordering::SeqCst);
                futex::wake(state, 1);
            }
            _ => {
                if state.swap(run::BLOCKED, Ordering::SeqCst) == run::STOPPED_ASLEEP {
                    futex::wake(state, 1);
                }
            }
        }
    }

    /// Takes the world's lock; while another has it, this thread counts as stopped.
    fn lock_world(&self) {
        while !WORLD.lock.try_lock() {
            self.released(|| {
                WORLD.lock.lock();
                WORLD.lock.unlock();
            });
        }
    }
    /// Runs `f` while no other thread runs Python: all are at safepoints or in blocking calls, and no object is locked.
    pub fn stop_the_world<R>(&self, f: impl FnOnce() -> R) -> R {
        if WORLD.is_stopped_by(self) {
            return f();
        }
        self.assert_no_guard();
        self.lock_world();
        let _stopped = self.stop_others(stop::FULL);
        f()
    }
    /// Runs `f` while all others stand still, perhaps inside allocations; called inside one. `None` when this thread cannot wait
    /// for its turn, since another wants it at a safepoint.
    pub(crate) fn stop_for_collection<R>(&self, f: impl FnOnce() -> R) -> Option<R> {
        if WORLD.is_stopped_by(self) {
            return Some(f());
        }
        while !WORLD.lock.try_lock() {
            match self.thread.stop.load(Ordering::SeqCst) {
                stop::COLLECTION | stop::RECYCLE => self.hold_still(),
                stop::FULL => return None,
                // The lock is held for another thread's sake, or we shall be wanted in a moment.
                _ => std::thread::yield_now(),
            }
        }
        let _stopped = self.stop_others(stop::COLLECTION);
        Some(f())
    }
    /// The world's lock is held and passes to the answer.
    fn stop_others(&self, what: u32) -> Stopped<'_> {
        WORLD.stopper.store(std::ptr::from_ref(self).cast_mut(), Ordering::Relaxed);
        WORLD.each_other(self, |t| t.want(what));
        WORLD.wait_for(|look| WORLD.each_other(self, |t| look(t)));
        Stopped(self)
    }
    /// Runs `f` with the world's lock held and, when `other` answers a thread, that thread at a safepoint or blocked.
    pub(super) fn with_stopped(&self, other: impl FnOnce() -> Option<*const Vm>, f: impl FnOnce(Option<&Vm>)) {
        let nested = WORLD.is_stopped_by(self);
        if !nested {
            self.lock_world();
        }
        // SAFETY: threads end under the world's lock only.
        let other = other().map(|t| unsafe { &*t });
        match other {
            Some(t) if !nested => {
                t.want(stop::FULL);
                WORLD.wait_for(|look| look(t));
                f(other);
                t.go_on();
            }
            _ => f(other),
        }
        if !nested {
            WORLD.lock.unlock();
        }
    }
    /// Runs `f` with the list of threads; the world goes on.
    pub fn with_threads<R>(&self, f: impl FnOnce(Threads) -> R) -> R {
        let nested = WORLD.is_stopped_by(self);
        if !nested {
            self.lock_world();
        }
        let r = f(Threads(WORLD.threads().iter()));
        if !nested {
            WORLD.lock.unlock();
        }
        r
    }
    /// Calls `f` for each thread. The world is stopped.
    pub fn for_each_thread(&self, mut f: impl FnMut(&Vm)) {
        for &t in WORLD.threads().iter() {
            // SAFETY: threads leave the list before they end.
            f(unsafe { &*t })
        }
    }
    /// The used part of a stopped thread's native stack; the lower end means nothing for the calling thread.
    pub(crate) fn native_stack(&self) -> (usize, usize) {
        (self.thread.saved_sp.get(), self.thread.stack_base)
    }

    /// Enters this thread into the list and brings it into the running state.
    pub(super) fn join_world(&self) {
        WORLD.lock.lock();
        WORLD.threads().push(self);
        deadlock::one_more();
        if !GIL.enabled() {
            self.take_owner_id();
        }
        WORLD.lock.unlock();
        self.enter(Arrival::Returned);
    }
    /// The opposite: afterwards nobody knows this thread.
    pub(super) fn quit_world(&self) {
        self.thread.saved_sp.set(self.thread.stack_base);
        self.leave();
        WORLD.lock.lock();
        WORLD.threads().retain(|&t| !std::ptr::eq(t, self));
        self.retire_owner();
        WORLD.lock.unlock();
        if deadlock::one_less() {
            deadlock::all_parked();
        }
    }
    /// The end of the interpreter: no other thread will run Python again. Those in blocking calls stay there.
    pub fn freeze_other_threads(&self) {
        if WORLD.is_stopped_by(self) {
            return;
        }
        self.lock_world();
        std::mem::forget(self.stop_others(stop::FULL));
        WORLD.frozen.store(true, Ordering::Release);
    }
    /// In the child of a fork, which the stopper made: nobody else is there.
    pub(super) fn forget_other_threads(&self) {
        WORLD.threads().retain(|&t| std::ptr::eq(t, self));
    }
}

/// Walks over the threads.
pub struct Threads<'a>(std::slice::Iter<'a, *const Vm>);

impl<'a> Iterator for Threads<'a> {
    type Item = &'a Vm;
    fn next(&mut self) -> Option<&'a Vm> {
        // SAFETY: threads end under the world's lock only, which is held as long as the iterator lives.
        self.0.next().map(|&t| unsafe { &*t })
    }
}

/// Whether the interpreter is ending: new threads cannot run any more.
pub fn is_frozen() -> bool {
    WORLD.frozen.load(Ordering::Acquire)
}
