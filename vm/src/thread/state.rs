//! What a thread keeps beside its frames; making and ending threads' contexts.
//!
//! A context is made by the thread it belongs to, so that the bounds of its stacks are known before anybody can look at it, and
//! stands in the world's list from `attach` to `detach`.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use parking_lot::Mutex;

use super::figures::{self, GilCounters};
use super::gil;
use super::owners::COMMON;
use super::quiesce::{run, stop};
use super::spin::Spin;
use super::{hostile, signal};
use crate::Vm;
use crate::builtins::code::Registry;
use crate::heap::ThreadHeap;
use crate::import::ImportLocks;
use crate::interp::Interp;
use crate::object::Slot;
use crate::value::Value;

/// Bits of `Vm::requests`.
pub mod request {
    /// Somebody waits for the GIL.
    pub const GIL_DROP: u32 = 1;
    /// This thread or the world is to stop.
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

/// A thread's state beside its frames. Other threads use the atomics.
pub struct ThreadState {
    pub(crate) id: u64,
    /// What `threading.get_ident` answers, and the kernel's number.
    pub ident: u64,
    pub native_id: AtomicU64,
    /// The native stack: lowest usable address and base.
    pub(crate) stack_low: usize,
    pub(crate) stack_base: usize,
    /// Stack pointer when the thread last left the running state.
    pub(crate) saved_sp: Cell<usize>,
    /// Whether the thread runs (`quiesce::run`) and what others want of it (`quiesce::stop`).
    pub(super) run: AtomicU32,
    pub(super) stop: AtomicU32,
    /// What the GIL's queue tells the thread (`gil::turn`), and figures about that.
    pub(super) turn: AtomicU32,
    pub(super) gil_spin: Spin,
    pub gil: GilCounters,
    /// Where the thread sleeps when it waits for something other than the GIL (`park`), and for what.
    pub(super) wake: AtomicU32,
    pub(super) park_spin: Spin,
    pub(super) waits_for: AtomicUsize,
    pub(super) wait_kind: AtomicU32,
    /// Whether signals are this thread's to handle.
    pub(super) is_main: AtomicBool,
    /// How many objects others have taken from this thread under its present owner id. Under the world's lock.
    pub(super) revocations: Cell<u32>,
    /// Safepoints until the next forced switch, in hostile mode.
    pub(super) countdown: Cell<u32>,
    /// Object guards held.
    #[cfg(debug_assertions)]
    pub(super) guards: Cell<u32>,
    /// Owns the memory of the register stack.
    registers: RegisterStack,
}

/// Values that belong to a thread.
pub struct ThreadSlots {
    pub(crate) asyncgen_firstiter: Slot,
    pub(crate) asyncgen_finalizer: Slot,
    /// Weak references to the `_thread._local` objects that hold data of this thread: a list.
    pub(crate) locals: Slot,
    /// An exception that another thread asked for.
    pub(crate) async_exc: Slot,
    /// The current context of context variables.
    pub(crate) context: Slot,
    /// The event loop that runs in this thread, and the task that it runs.
    pub(crate) running_loop: Slot,
    pub(crate) running_task: Slot,
}

impl ThreadSlots {
    pub(crate) fn all(&self) -> [&Slot; 7] {
        [
            &self.asyncgen_firstiter,
            &self.asyncgen_finalizer,
            &self.locals,
            &self.async_exc,
            &self.context,
            &self.running_loop,
            &self.running_task,
        ]
    }
}

/// Bytes of the register stack of the main thread and of others: address space, used as calls nest.
const MAIN_REGISTERS: usize = 64 << 20;
const REGISTERS: usize = 16 << 20;
/// Native stack kept free for what runs when it is nearly used up.
const NATIVE_RESERVE: usize = 192 << 10;
/// What a new thread's frames may take before they are counted.
const FIRST_FRAMES: usize = 30 << 10;

/// The memory of a register stack: reserved, zero when first touched, an inaccessible page above it.
struct RegisterStack {
    start: usize,
    bytes: usize,
}

const PAGE: usize = 4096;

/// Where register stacks of threads that have ended start, for the next ones; 0 where there is none.
static SPARE: [AtomicUsize; 8] = [const { AtomicUsize::new(0) }; 8];
/// What a spare stack keeps of its memory.
const KEPT: usize = 64 << 10;

impl RegisterStack {
    /// A stack for a thread that is not the main one.
    fn reused() -> RegisterStack {
        let found = SPARE.iter().map(|s| s.swap(0, Ordering::Acquire)).find(|start| *start != 0);
        match found {
            Some(start) => RegisterStack { start, bytes: REGISTERS },
            None => RegisterStack::new(REGISTERS),
        }
    }
    /// Keeps the memory for another thread; false when there is enough of it.
    fn spare(&self) -> bool {
        if self.bytes != REGISTERS {
            return false;
        }
        // SAFETY: the memory is ours; what deep frames took goes back to the system.
        unsafe { libc::madvise((self.start + KEPT) as *mut _, self.bytes - PAGE - KEPT, libc::MADV_DONTNEED) };
        SPARE.iter().any(|s| s.compare_exchange(0, self.start, Ordering::Release, Ordering::Relaxed).is_ok())
    }
    fn new(bytes: usize) -> RegisterStack {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        // SAFETY: a fresh mapping; its last page is taken back.
        let p = unsafe {
            let p = libc::mmap(std::ptr::null_mut(), bytes, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0);
            if p != libc::MAP_FAILED {
                libc::mprotect(p.byte_add(bytes - PAGE), PAGE, libc::PROT_NONE);
            }
            p
        };
        assert!(p != libc::MAP_FAILED, "no address space for a thread's registers");
        RegisterStack { start: p as usize, bytes }
    }
}

impl Drop for RegisterStack {
    fn drop(&mut self) {
        if self.spare() {
            return;
        }
        // SAFETY: the thread has ended, nothing refers to its registers.
        unsafe { libc::munmap(self.start as *mut libc::c_void, self.bytes) };
    }
}

/// The bounds of the calling thread's native stack.
fn native_bounds() -> (usize, usize) {
    // SAFETY: plain queries about the calling thread.
    unsafe {
        let mut attr: libc::pthread_attr_t = std::mem::zeroed();
        let mut low: *mut libc::c_void = std::ptr::null_mut();
        let mut size = 0;
        let failed = libc::pthread_getattr_np(libc::pthread_self(), &mut attr) != 0;
        assert!(!failed, "the native stack's bounds are unknown");
        libc::pthread_attr_getstack(&attr, &mut low, &mut size);
        libc::pthread_attr_destroy(&mut attr);
        (low as usize, low as usize + size)
    }
}

thread_local! {
    static CURRENT: Cell<*const Vm> = const { Cell::new(std::ptr::null()) };
}

/// The calling thread's context, null before it has one.
pub(super) fn current() -> *const Vm {
    CURRENT.with(Cell::get)
}

/// The kernel's number of the calling thread.
pub(super) fn kernel_id() -> u64 {
    nix::unistd::gettid().as_raw() as u64
}

impl ThreadState {
    fn new(id: u64, registers: RegisterStack) -> ThreadState {
        let (stack_low, stack_base) = native_bounds();
        ThreadState {
            id,
            // SAFETY: a plain query.
            ident: unsafe { libc::pthread_self() } as u64,
            native_id: AtomicU64::new(kernel_id()),
            stack_low,
            stack_base,
            saved_sp: Cell::new(stack_base),
            run: AtomicU32::new(run::BLOCKED),
            stop: AtomicU32::new(stop::NONE),
            turn: AtomicU32::new(0),
            gil_spin: Spin::default(),
            gil: GilCounters::default(),
            wake: AtomicU32::new(0),
            park_spin: Spin::default(),
            waits_for: AtomicUsize::new(0),
            wait_kind: AtomicU32::new(0),
            is_main: AtomicBool::new(false),
            revocations: Cell::new(0),
            countdown: Cell::new(hostile::switch_every()),
            #[cfg(debug_assertions)]
            guards: Cell::new(0),
            registers,
        }
    }
}

impl Vm {
    /// A context for the calling thread, not yet known to others.
    pub fn create(interp: &'static Interp) -> Box<Vm> {
        let first = SHARED.set(&interp.shared).is_ok();
        let registers = if first { RegisterStack::new(MAIN_REGISTERS) } else { RegisterStack::reused() };
        let stack = registers.start as *mut Value;
        let end = (registers.start + registers.bytes - PAGE) as *mut Value;
        let soft = registers.start + FIRST_FRAMES;
        let thread = ThreadState::new(interp.shared.next_id.fetch_add(1, Ordering::Relaxed) + 1, registers);
        let limit = if hostile::switch_every() > 0 { 0 } else { soft };
        Box::new(Vm {
            limit: AtomicUsize::new(limit),
            fast_hi: Cell::new((COMMON as u64) << 32),
            base: Cell::new(std::ptr::null_mut()),
            pc: Cell::new(std::ptr::null()),
            top: Cell::new(stack),
            handled: Slot::unbound(),
            soft_limit: AtomicUsize::new(soft),
            requests: AtomicU32::new(0),
            stack: Cell::new(stack),
            stack_end: Cell::new(end),
            native_limit: Cell::new(thread.stack_low + NATIVE_RESERVE),
            heap: ThreadHeap::new(),
            thread,
            slots: ThreadSlots {
                asyncgen_firstiter: Slot::unbound(),
                asyncgen_finalizer: Slot::unbound(),
                locals: Slot::unbound(),
                async_exc: Slot::unbound(),
                context: Slot::unbound(),
                running_loop: Slot::unbound(),
                running_task: Slot::unbound(),
            },
            interp,
            tracer: Slot::unbound(),
            profiler: Slot::unbound(),
            tracing: crate::eval::trace::Tracing::new(),
            stop_value: Slot::unbound(),
            raised: Slot::unbound(),
            lookup_failed: Cell::new(false),
            cache_misses: Cell::new(0),
        })
    }
    /// Makes this the context of the main thread and brings it into the running state.
    pub(crate) fn attach_main(&self) {
        gil::start_in(self.interp.config.gil.unwrap_or(true));
        signal::set_main(self);
        self.attach();
    }
    /// Makes this the context of the calling thread and brings it into the running state.
    pub(super) fn attach(&self) {
        CURRENT.with(|c| c.set(self));
        self.join_world();
    }
    /// The opposite; the context can be dropped.
    pub(super) fn detach(&self) {
        figures::keep(self);
        self.quit_world();
        CURRENT.with(|c| c.set(std::ptr::null()));
    }
    /// A number for this thread, never used again.
    pub fn thread_id(&self) -> u64 {
        self.thread.id
    }
    /// What `threading.get_ident` answers.
    pub fn thread_ident(&self) -> u64 {
        self.thread.ident
    }
    pub(crate) fn thread_slots(&self) -> &ThreadSlots {
        &self.slots
    }
    /// The slot of the list of weak references to `_local` objects that hold data of this thread.
    pub fn locals_slot(&self) -> &Slot {
        &self.slots.locals
    }
    /// Where the registers of the first frame are.
    pub(crate) fn stack_start(&self) -> usize {
        self.thread.registers.start
    }
    /// The slot of the thread's current context of context variables.
    pub fn context_slot(&self) -> &Slot {
        &self.slots.context
    }
    /// The slot of the event loop that runs in this thread.
    pub fn running_loop_slot(&self) -> &Slot {
        &self.slots.running_loop
    }
    /// The slot of the task that this thread's event loop runs.
    pub fn running_task_slot(&self) -> &Slot {
        &self.slots.running_task
    }
    /// Moves the address up to which frames may grow without a check.
    pub(crate) fn set_soft_limit(&self, limit: usize) {
        self.soft_limit.store(limit, Ordering::Relaxed);
        let old = self.limit.load(Ordering::Relaxed);
        // A poke in between stays.
        if old != 0 {
            let _ = self.limit.compare_exchange(old, limit, Ordering::Relaxed, Ordering::Relaxed);
        }
    }
}
