//! What a thread keeps beside its frames; making and ending threads' contexts.

use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use super::gil::{Gil, Seat};
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
    /// A switch at every safepoint is forced, for tests.
    pub const FORCED: u32 = 16;
}

/// What the threads of an interpreter share besides objects.
#[derive(Default)]
pub struct Shared {
    pub(crate) codes: Mutex<Registry>,
    pub(crate) imports: Mutex<ImportLocks>,
    next_id: AtomicU64,
    pub(crate) gil: Gil,
    pub handlers: super::signal::Handlers,
    /// Addresses of the `Vm`s of threads that run Python.
    pub(crate) threads: Mutex<Vec<usize>>,
    /// Address of the main thread's `Vm`.
    pub(crate) main: AtomicUsize,
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
    /// Where it sleeps while it waits for the GIL.
    pub(crate) seat: Arc<Seat>,
    /// The system's numbers of the thread.
    pub(crate) ident: usize,
    pub(crate) native_id: i64,
    pub(crate) forced: Cell<u32>,
    stack_bytes: usize,
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
const THREAD_REGISTER_STACK: usize = 16 << 20;
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
    /// Makes this the context of the main thread, which holds the GIL from now on.
    pub(crate) fn attach_main(&self) {
        self.interp.shared.main.store(self as *const Vm as usize, Ordering::Release);
        self.attach();
    }
    /// Takes the GIL and joins the threads that run Python.
    pub fn attach(&self) {
        self.interp.shared.gil.acquire(self, false);
        self.interp.shared.threads.lock().push(self as *const Vm as usize);
        if let Some(n) = forced_switches() {
            self.thread.forced.set(n);
            self.request(request::FORCED);
        }
    }
    /// Leaves the threads that run Python and lets go of the GIL.
    pub fn detach(&self) {
        let me = self as *const Vm as usize;
        self.interp.shared.threads.lock().retain(|t| *t != me);
        self.interp.shared.gil.release();
    }
    /// The system's handle on this thread, as a number.
    pub fn thread_ident(&self) -> usize {
        self.thread.ident
    }
    /// The kernel's number of this thread.
    pub fn thread_native_id(&self) -> i64 {
        self.thread.native_id
    }
    pub fn main_thread_ident(&self) -> usize {
        // SAFETY: the main thread's Vm lives as long as the process.
        unsafe { &*(self.interp.shared.main.load(Ordering::Acquire) as *const Vm) }.thread.ident
    }
    /// The dict of this thread's thread-local data.
    pub fn thread_locals(&self) -> &Slot {
        &self.slots.locals
    }
    pub fn is_main_thread(&self) -> bool {
        self.interp.shared.main.load(Ordering::Acquire) == self as *const Vm as usize
    }
    /// Does what was asked of this thread: called when `poked()`, with `base`, `pc` and `top` saved. Raises asynchronous exceptions.
    #[cold]
    pub fn safepoint(&self) -> crate::PyResult<()> {
        let asked = self.requests.swap(0, Ordering::AcqRel);
        self.limit.store(self.soft_limit.load(Ordering::Relaxed), Ordering::SeqCst);
        // A request made between the swap and the store must not be lost.
        if self.requests.load(Ordering::SeqCst) != 0 {
            self.limit.store(0, Ordering::SeqCst);
        }
        if asked & request::FORCED != 0 {
            self.yield_gil();
            self.request(request::FORCED);
        }
        if asked & request::GIL_DROP != 0 {
            self.yield_gil();
        }
        if asked & request::FINALIZERS != 0 {
            self.run_finalizers();
        }
        if asked & request::SIGNAL != 0 {
            super::signal::run_pending(self)?;
            let e = self.slots.async_exc.swap(Value::UNBOUND);
            if !e.is_unbound() {
                return Err(self.exception_to_raise(e)?);
            }
        }
        Ok(())
    }
    /// A context for the calling thread.
    pub fn create(interp: &'static Interp) -> Box<Vm> {
        let _ = SHARED.set(&interp.shared);
        let (low, base) = native_bounds();
        let register_stack = if interp.shared.main.load(Ordering::Relaxed) == 0 { REGISTER_STACK } else { THREAD_REGISTER_STACK };
        let stack = crate::heap::reserve(register_stack).cast::<Value>();
        // SAFETY: the end of the reservation.
        let end = unsafe { stack.add(register_stack / 8) };
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
                saved_sp: Cell::new(base),
                seat: Arc::default(),
                // SAFETY: plain queries about the calling thread.
                ident: unsafe { libc::pthread_self() as usize },
                // SAFETY: as above.
                native_id: unsafe { libc::syscall(libc::SYS_gettid) },
                forced: Cell::new(0),
                stack_bytes: register_stack,
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
            lookup_failed: Cell::new(false),
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


impl Drop for Vm {
    fn drop(&mut self) {
        // SAFETY: the reservation made in `create`; nothing refers to it once the thread has detached.
        unsafe { libc::munmap(self.stack.get().cast(), self.thread.stack_bytes) };
    }
}

/// `PYISH_SWITCH_EVERY`, for tests: a switch at every safepoint.
fn forced_switches() -> Option<u32> {
    static EVERY: OnceLock<Option<u32>> = OnceLock::new();
    *EVERY.get_or_init(|| std::env::var("PYISH_SWITCH_EVERY").ok().and_then(|v| v.parse().ok()).filter(|n| *n > 0))
}
