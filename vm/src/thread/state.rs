//! What a thread keeps beside its frames.

use crate::{PyResult, Vm};

/// Bits of `Vm::requests`.
pub mod request {
    /// Somebody waits for the GIL.
    pub const GIL_DROP: u32 = 1;
    /// The world is to stop.
    pub const STOP: u32 = 2;
    /// A signal arrived, or an asynchronous exception is pending for this thread.
    pub const SIGNAL: u32 = 4;
    /// Finalizers and weak reference callbacks wait to be run.
    pub const FINALIZERS: u32 = 8;
}

pub struct ThreadState {}

impl ThreadState {
    pub fn new() -> ThreadState {
        ThreadState {}
    }
}

impl Default for ThreadState {
    fn default() -> Self {
        ThreadState::new()
    }
}

impl Vm {
    /// Does what was asked of this thread: called when `poked()` at a call or loop, with `base`, `pc` and `top` saved.
    /// Raises KeyboardInterrupt and other asynchronous exceptions.
    #[cold]
    pub fn safepoint(&self) -> PyResult<()> {
        Ok(())
    }
    /// Runs something that may block without the GIL and outside the running state. `f` must not touch heap objects.
    pub fn released<R>(&self, f: impl FnOnce() -> R) -> R {
        f()
    }
}
