//! The context of a thread that runs Python: what every function of the machine receives first.
//!
//! Invariants. A `Vm` is only ever used through `&Vm`: other threads poke its atomics, everything else is in cells that only the
//! owning thread touches. `base`, `pc` and `top` describe the innermost Python frame whenever control is outside the evaluation
//! loop; the collector scans the register stack up to `top`.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use crate::heap::ThreadHeap;
use crate::interp::Interp;
use crate::object::Slot;
use crate::thread::{ThreadSlots, ThreadState};
use crate::value::Value;

/// A thread's view of the interpreter.
#[repr(C)]
pub struct Vm {
    /// Compared with the end of a new frame on calls and with 0 on loops: 0 asks for `thread::safepoint`.
    pub(crate) limit: AtomicUsize,
    /// This thread's owner id, shifted to where it stands in a header.
    pub(crate) fast_hi: Cell<u64>,
    /// Registers of the innermost frame.
    pub(crate) base: Cell<*mut Value>,
    /// The instruction that frame is executing.
    pub(crate) pc: Cell<*const u64>,
    /// End of the live part of the register stack.
    pub(crate) top: Cell<*mut Value>,
    /// The exception being handled, unbound outside handlers.
    pub(crate) handled: Slot,
    /// What `limit` is when nobody asks for anything.
    pub(crate) soft_limit: AtomicUsize,
    /// Requests of other threads and of signal handlers: bits of `thread::request`.
    pub(crate) requests: AtomicU32,
    /// The register stack.
    pub(crate) stack: Cell<*mut Value>,
    pub(crate) stack_end: Cell<*mut Value>,
    /// Lowest native stack address that code may use before RecursionError.
    pub(crate) native_limit: Cell<usize>,
    pub heap: ThreadHeap,
    pub thread: ThreadState,
    pub(crate) slots: ThreadSlots,
    pub interp: &'static Interp,
    /// The functions of `sys.settrace` and `sys.setprofile`, unbound when there is none.
    pub(crate) tracer: Slot,
    pub(crate) profiler: Slot,
    pub(crate) tracing: crate::eval::trace::Tracing,
    /// The result of the iterator that ended last (the value of its StopIteration).
    pub(crate) stop_value: Slot,
    /// The exception with which the evaluation loop returned to native code.
    pub(crate) raised: Slot,
    /// The exception on its way comes from a call that did not find its callee: the traceback points at the name.
    pub(crate) lookup_failed: Cell<bool>,
    /// How often an inline cache had to ask the second level.
    pub(crate) cache_misses: Cell<u32>,
}

impl Vm {
    /// Owner bits for the headers of new objects.
    #[inline(always)]
    pub fn fast_hi(&self) -> u64 {
        self.fast_hi.get()
    }
    /// Counts an inline cache's question to the second level. True now and then: the site takes the answer over. Doing so each
    /// time would make sites that see several shapes write to code that other threads read.
    #[inline(always)]
    pub(crate) fn second_level(&self) -> bool {
        let n = self.cache_misses.get().wrapping_add(1);
        self.cache_misses.set(n);
        n & 15 == 0
    }
    /// Whether somebody asked this thread to come to a safepoint.
    #[inline(always)]
    pub fn poked(&self) -> bool {
        self.limit.load(Ordering::Relaxed) == 0
    }
    /// Names that the machine itself uses, interned.
    #[inline(always)]
    pub fn names(&self) -> &'static crate::names::Names {
        &self.interp.names
    }
}
