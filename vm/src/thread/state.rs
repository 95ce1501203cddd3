//! What a thread keeps beside its frames; making and ending threads' contexts.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::builtins::code::Registry;
use crate::heap::ThreadHeap;
use crate::import::ImportLocks;
use crate::interp::Interp;
use crate::object::Slot;
use crate::value::Value;
use crate::Vm;

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

/// What the threads of an interpreter share besides objects.
#[derive(Default)]
pub struct Shared {
    pub(crate) codes: Mutex<Registry>,
    pub(crate) imports: Mutex<ImportLocks>,
    next_id: AtomicU64,
}

static SHARED: OnceLock<&'static Shared> = OnceLock::new();

/// The shared state, for code that has no thread at hand: the sweep.
pub(crate) fn shared() -> &'static Shared {
    SHARED.get().expect("set when the interpreter starts")
}

/// A thread's state beside its frames.
pub struct ThreadState {
    pub(crate) id: u64,
    /// The native stack: lowest usable address and base.
    pub(crate) stack_low: usize,
    pub(crate) stack_base: usize,
    /// Stack pointer when the thread last left the running state.
    pub(crate) saved_sp: Cell<usize>,
}

/// Values that belong to a thread.
pub struct ThreadSlots {
    pub(crate) asyncgen_firstiter: Slot,
    pub(crate) asyncgen_finalizer: Slot,
    /// The dict of thread-local data.
    pub(crate) locals: Slot,
    /// An exception that another thread asked for.
    pub(crate) async_exc: Slot,
}

impl ThreadSlots {
    pub(crate) fn all(&self) -> [&Slot; 4] {
        [&self.asyncgen_firstiter, &self.asyncgen_finalizer, &self.locals, &self.async_exc]
    }
}

/// Bytes of the register stack: address space, used as calls nest.
const REGISTER_STACK: usize = 64 << 20;
/// Native stack kept free for what runs when it is nearly used up.
const NATIVE_RESERVE: usize = 192 << 10;

/// The bounds of the calling thread's native stack.
fn native_bounds() -> (usize, usize) {
    // SAFETY: plain queries about the calling thread.
    unsafe {
        let mut attr: libc::pthread_attr_t = std::mem::zeroed();
        let mut low: *mut libc::c_void = std::ptr::null_mut();
        let mut size = 0;
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attr) != 0 {
            let here = 0u8;
            let base = &raw const here as usize;
            return (base - (1 << 20), base);
        }
        libc::pthread_attr_getstack(&attr, &mut low, &mut size);
        libc::pthread_attr_destroy(&mut attr);
        (low as usize, low as usize + size)
    }
}

impl Vm {
    /// Makes this the context of the main thread.
    pub(crate) fn attach_main(&self) {}
    /// Does what was asked of this thread: called when `poked()`, with `base`, `pc` and `top` saved. Raises asynchronous exceptions.
    #[cold]
    pub fn safepoint(&self) -> crate::PyResult<()> {
        let asked = self.requests.swap(0, Ordering::AcqRel);
        self.limit.store(self.soft_limit.load(Ordering::Relaxed), Ordering::Release);
        if asked & request::FINALIZERS != 0 {
            self.run_finalizers();
        }
        Ok(())
    }
    /// Runs something that may block without the GIL and outside the running state. `f` must not touch heap objects.
    pub fn released<R>(&self, f: impl FnOnce() -> R) -> R {
        f()
    }
    /// A context for the calling thread.
    pub fn create(interp: &'static Interp) -> Box<Vm> {
        let _ = SHARED.set(&interp.shared);
        let (low, base) = native_bounds();
        let stack = crate::heap::reserve(REGISTER_STACK).cast::<Value>();
        // SAFETY: the end of the reservation.
        let end = unsafe { stack.add(REGISTER_STACK / 8) };
        let soft = stack as usize + 64 * 1024;
        Box::new(Vm {
            limit: AtomicUsize::new(soft),
            fast_hi: Cell::new(1 << 32),
            base: Cell::new(std::ptr::null_mut()),
            pc: Cell::new(std::ptr::null()),
            top: Cell::new(stack),
            handled: Slot::unbound(),
            soft_limit: AtomicUsize::new(soft),
            requests: AtomicU32::new(0),
            stack: Cell::new(stack),
            stack_end: Cell::new(end),
            native_limit: Cell::new(low + NATIVE_RESERVE),
            heap: ThreadHeap::new(),
            thread: ThreadState {
                id: interp.shared.next_id.fetch_add(1, Ordering::Relaxed) + 1,
                stack_low: low,
                stack_base: base,
                saved_sp: Cell::new(0),
            },
            slots: ThreadSlots {
                asyncgen_firstiter: Slot::unbound(),
                asyncgen_finalizer: Slot::unbound(),
                locals: Slot::unbound(),
                async_exc: Slot::unbound(),
            },
            interp,
            repr_stack: Slot::unbound(),
            tracer: Slot::unbound(),
            profiler: Slot::unbound(),
            stop_value: Slot::unbound(),
            raised: Slot::unbound(),
        })
    }
    /// A number for this thread, never used again.
    pub(crate) fn thread_id(&self) -> u64 {
        self.thread.id
    }
    pub(crate) fn thread_slots(&self) -> &ThreadSlots {
        &self.slots
    }
    /// Moves the address up to which frames may grow without a check.
    pub(crate) fn set_soft_limit(&self, limit: usize) {
        self.soft_limit.store(limit, Ordering::Relaxed);
        if !self.poked() {
            self.limit.store(limit, Ordering::Relaxed);
        }
    }
}

