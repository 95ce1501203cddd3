//! Making threads: an OS thread with a context of its own.
//!
//! The new thread makes its context itself, enters the world, runs its body and leaves; nothing of it is left afterwards. Threads are
//! detached: who wants to know of a thread's end lets the body tell.

use std::ffi::CString;
use std::sync::atomic::{AtomicUsize, Ordering};

use nix::sys::prctl;

use super::deadlock;
use crate::Vm;
use crate::interp::Interp;

/// Native stack of a new thread when nobody chose: address space, used as calls nest.
const STACK: usize = 16 << 20;
/// The least that a thread gets, whatever was chosen: native code needs it, and the reserve for RecursionError.
const LEAST_STACK: usize = 1 << 20;

/// What `threading.stack_size` was set to, 0 for the default.
static CHOSEN_STACK: AtomicUsize = AtomicUsize::new(0);
/// Threads that were started and have not ended.
static COUNT: AtomicUsize = AtomicUsize::new(0);

type Body = Box<dyn FnOnce(&Vm) + Send>;

struct Start {
    interp: &'static Interp,
    body: Body,
}

pub fn stack_size() -> usize {
    CHOSEN_STACK.load(Ordering::Relaxed)
}

pub fn set_stack_size(bytes: usize) {
    CHOSEN_STACK.store(bytes, Ordering::Relaxed);
}

/// How many threads were started and have not ended.
pub fn count() -> usize {
    COUNT.load(Ordering::Relaxed)
}

pub(super) fn after_fork_child() {
    COUNT.store(0, Ordering::Relaxed);
}

extern "C" fn run(start: *mut libc::c_void) -> *mut libc::c_void {
    // SAFETY: `spawn` made the box for us.
    let Start { interp, body } = *unsafe { Box::from_raw(start.cast::<Start>()) };
    let vm = Vm::create(interp);
    vm.attach();
    // Until here the thread that started us counted for us.
    deadlock::one_less();
    body(&vm);
    COUNT.fetch_sub(1, Ordering::Relaxed);
    vm.detach();
    std::ptr::null_mut()
}

/// Starts a thread that runs `body` in the running state. Answers its ident, or the error's number.
pub fn spawn(vm: &Vm, body: Body) -> Result<u64, i32> {
    let start = Box::into_raw(Box::new(Start { interp: vm.interp, body }));
    let size = match stack_size() {
        0 => STACK,
        n => n.max(LEAST_STACK),
    };
    COUNT.fetch_add(1, Ordering::Relaxed);
    deadlock::one_more();
    // SAFETY: attributes are made and destroyed here; the new thread takes over `start`.
    let (error, thread) = unsafe {
        let mut attr: libc::pthread_attr_t = std::mem::zeroed();
        libc::pthread_attr_init(&mut attr);
        libc::pthread_attr_setdetachstate(&mut attr, libc::PTHREAD_CREATE_DETACHED);
        libc::pthread_attr_setstacksize(&mut attr, size);
        let mut thread: libc::pthread_t = std::mem::zeroed();
        let error = libc::pthread_create(&mut thread, &attr, run, start.cast());
        libc::pthread_attr_destroy(&mut attr);
        (error, thread)
    };
    if error != 0 {
        COUNT.fetch_sub(1, Ordering::Relaxed);
        deadlock::one_less();
        // SAFETY: no thread took it.
        drop(unsafe { Box::from_raw(start) });
        return Err(error);
    }
    Ok(thread)
}

/// Gives the calling thread a name that the system's tools show: its first bytes.
pub fn set_native_name(name: &str) {
    let short = &name[..name.floor_char_boundary(15)];
    // A name with a NUL in it ends there.
    let end = short.find('\0').unwrap_or(short.len());
    if let Ok(text) = CString::new(&short[..end]) {
        let _ = prctl::set_name(&text);
    }
}

/// The name of the calling thread that the system's tools show.
pub fn native_name() -> String {
    prctl::get_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
