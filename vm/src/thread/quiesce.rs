//! Stopping the world, and what the collector needs to know of stopped threads. One thread exists so far.

use std::cell::Cell;
use std::sync::atomic::Ordering;

use crate::Vm;

thread_local! {
    static STACK_BASE: Cell<usize> = const { Cell::new(0) };
}

/// The high end of the calling thread's native stack.
fn stack_base() -> usize {
    // SAFETY: fills plain structs about the calling thread.
    unsafe {
        let mut attr: libc::pthread_attr_t = std::mem::zeroed();
        let failed = libc::pthread_getattr_np(libc::pthread_self(), &mut attr) != 0;
        assert!(!failed, "the native stack's bounds are unknown");
        let (mut low, mut size) = (std::ptr::null_mut(), 0);
        libc::pthread_attr_getstack(&attr, &mut low, &mut size);
        libc::pthread_attr_destroy(&mut attr);
        low as usize + size
    }
}

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
        f(self)
    }
    /// The used part of a stopped thread's native stack; the lower end means nothing for the calling thread.
    pub(crate) fn native_stack(&self) -> (usize, usize) {
        STACK_BASE.with(|base| {
            if base.get() == 0 {
                base.set(stack_base());
            }
            (base.get(), base.get())
        })
    }
    /// Asks this thread to do something at its next safepoint: bits of `request`.
    pub(crate) fn request(&self, bits: u32) {
        self.requests.fetch_or(bits, Ordering::AcqRel);
        self.limit.store(0, Ordering::Release);
    }
}
