//! Signals: the handler in the system's sense only notes them; the main thread runs Python's handlers at its next safepoint.

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};

use crate::heap::Global;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// Signals that there are.
pub const COUNT: usize = 65;

static PENDING: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
/// The main thread's `Vm` and its system thread.
static MAIN: AtomicUsize = AtomicUsize::new(0);
static MAIN_THREAD: AtomicUsize = AtomicUsize::new(0);
/// Descriptor that gets a byte for each signal, -1 for none.
pub static WAKEUP_FD: AtomicI32 = AtomicI32::new(-1);

/// Python's handlers by signal number.
pub struct Handlers([parking_lot::Mutex<Option<Global>>; COUNT]);

impl Default for Handlers {
    fn default() -> Self {
        Handlers([const { parking_lot::Mutex::new(None) }; COUNT])
    }
}

impl Handlers {
    pub fn get(&self, signal: usize) -> Option<Value> {
        self.0[signal].lock().as_ref().map(|g| g.get())
    }
    pub fn set(&self, signal: usize, v: Value) {
        *self.0[signal].lock() = Some(Global::new(v));
    }
}

extern "C" fn note(signal: libc::c_int) {
    // Only what is async-signal-safe: atomics, write, pthread_kill.
    // SAFETY: errno is the calling thread's own.
    let saved = unsafe { *libc::__errno_location() };
    PENDING[signal as usize].store(true, Ordering::SeqCst);
    let vm = MAIN.load(Ordering::SeqCst) as *const Vm;
    if !vm.is_null() {
        // SAFETY: the main thread's Vm lives as long as the process; only its atomics are touched.
        unsafe { &*vm }.request(super::request::SIGNAL);
    }
    let fd = WAKEUP_FD.load(Ordering::SeqCst);
    if fd >= 0 {
        let byte = signal as u8;
        // SAFETY: one byte from the stack.
        unsafe { libc::write(fd, (&raw const byte).cast(), 1) };
    }
    // SAFETY: the main thread lives; it wakes from a wait when the signal came to another thread.
    unsafe {
        let main = MAIN_THREAD.load(Ordering::SeqCst) as libc::pthread_t;
        if main != 0 && libc::pthread_equal(main, libc::pthread_self()) == 0 {
            libc::pthread_kill(main, signal);
        }
        *libc::__errno_location() = saved;
    }
}

/// What the system does with a signal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    Default,
    Ignore,
    Note,
}

/// Tells the system what to do with a signal; false when that is not possible.
pub fn install(signal: i32, what: Disposition) -> bool {
    // SAFETY: a complete sigaction; the handler is async-signal-safe.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = match what {
            Disposition::Default => libc::SIG_DFL,
            Disposition::Ignore => libc::SIG_IGN,
            Disposition::Note => note as *const () as usize,
        };
        libc::sigemptyset(&mut action.sa_mask);
        libc::sigaction(signal, &action, std::ptr::null_mut()) == 0
    }
}

/// Makes the calling thread the one that runs handlers, with Ctrl-C raising KeyboardInterrupt and broken pipes showing as errors.
pub fn start(vm: &Vm, default_int_handler: Value) {
    MAIN.store(vm as *const Vm as usize, Ordering::SeqCst);
    // SAFETY: a plain query.
    MAIN_THREAD.store(unsafe { libc::pthread_self() as usize }, Ordering::SeqCst);
    install(libc::SIGPIPE, Disposition::Ignore);
    if install(libc::SIGINT, Disposition::Note) {
        vm.interp.shared.handlers.set(libc::SIGINT as usize, default_int_handler);
    }
}

/// Marks a signal as arrived, as if the system had sent it (`interrupt_main`).
pub fn simulate(vm: &Vm, signal: usize) {
    PENDING[signal].store(true, Ordering::SeqCst);
    let main = vm.interp.shared.main.load(Ordering::Acquire) as *const Vm;
    if !main.is_null() {
        // SAFETY: the main thread's Vm lives as long as the process.
        unsafe { &*main }.request(super::request::SIGNAL);
    }
}

/// Runs the Python handlers of signals that arrived. Only the main thread does.
pub fn run_pending(vm: &Vm) -> PyResult<()> {
    if !vm.is_main_thread() {
        return Ok(());
    }
    for signal in 1..COUNT {
        if !PENDING[signal].swap(false, Ordering::SeqCst) {
            continue;
        }
        let Some(f) = vm.interp.shared.handlers.get(signal) else { continue };
        if f.is_int() || f.is_none() {
            continue;
        }
        let frame = vm.current_frame().map_or(Value::NONE, |(f, _)| vm.reify(f).value());
        vm.call(f, &[Value::int(signal as i64), frame])?;
    }
    Ok(())
}

/// The number of a signal argument.
pub fn number(vm: &Vm, v: Value) -> PyResult<usize> {
    let n = vm.index_i64(v)?;
    if !(1..COUNT as i64).contains(&n) {
        throw!(vm, VALUE_ERROR, "signal number out of range");
    }
    Ok(n as usize)
}
