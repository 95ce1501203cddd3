//! Threads' registry, stopping the world, and what the collector needs to know of stopped threads.
//!
//! While the GIL is on, its holder is the only thread that runs, so whoever holds it has stopped the world.

use std::sync::atomic::Ordering;

use crate::Vm;

impl Vm {
    /// Runs `f` while no other thread runs Python.
    pub fn stop_the_world<R>(&self, f: impl FnOnce() -> R) -> R {
        f()
    }
    /// Waits when another thread wants the world stopped. Allocation calls it.
    #[inline]
    pub(crate) fn park_if_stopping(&self) {}
    /// Calls `f` for each thread that runs Python. The world is stopped.
    pub(crate) fn for_each_thread(&self, mut f: impl FnMut(&Vm)) {
        let threads = self.interp.shared.threads.lock();
        if threads.is_empty() {
            return f(self);
        }
        for &t in threads.iter() {
            // SAFETY: a registered Vm lives until it is taken out, which needs the GIL.
            f(unsafe { &*(t as *const Vm) });
        }
    }
    /// The used part of a stopped thread's native stack; the lower end means nothing for the calling thread.
    pub(crate) fn native_stack(&self) -> (usize, usize) {
        (self.thread.saved_sp.get(), self.thread.stack_base)
    }
    /// Asks this thread to do something at its next safepoint: bits of `request`.
    pub(crate) fn request(&self, bits: u32) {
        self.requests.fetch_or(bits, Ordering::AcqRel);
        self.limit.store(0, Ordering::Release);
    }
    /// Runs something that may block without the GIL. `f` must not touch heap objects.
    pub fn released<R>(&self, f: impl FnOnce() -> R) -> R {
        crate::heap::with_registers(|sp| {
            self.thread.saved_sp.set(sp);
            self.interp.shared.gil.release();
            let r = f();
            self.interp.shared.gil.acquire(self, true);
            r
        })
    }
    /// Lets waiting threads run, without blocking.
    pub(crate) fn yield_gil(&self) {
        if self.interp.shared.gil.is_wanted() {
            crate::heap::with_registers(|sp| {
                self.thread.saved_sp.set(sp);
                self.interp.shared.gil.release();
                self.interp.shared.gil.acquire(self, false);
            })
        }
    }
}
