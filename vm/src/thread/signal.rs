//! Signals: the C-level handler notes what arrived and wakes the main thread, which runs Python's handlers at a safepoint, in an
//! interruptible wait, or when a system call ended early.
//!
//! The C-level handler uses atomics and two system calls only. Python's handlers stand in a list that the main thread and `_signal`
//! change; the module `_signal` has the functions that programs see.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, Ordering};

use super::deadlock;
use super::state::{self, request};
use crate::builtins::list::List;
use crate::exceptions::os_error;
use crate::heap::Global;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm};

/// One more than the largest signal.
pub const SIGNALS: usize = 65;

static MAIN: AtomicPtr<Vm> = AtomicPtr::new(std::ptr::null_mut());
static ARRIVED: [AtomicBool; SIGNALS] = [const { AtomicBool::new(false) }; SIGNALS];
/// Signals that came to another thread and were passed on to the main one.
static FORWARDED: [AtomicBool; SIGNALS] = [const { AtomicBool::new(false) }; SIGNALS];
static ANY: AtomicBool = AtomicBool::new(false);
static WAKEUP_FD: AtomicI32 = AtomicI32::new(-1);
/// An eventfd that ends the main thread's wait for descriptors; -1 while it does not wait.
static POLL_FD: AtomicI32 = AtomicI32::new(-1);
static WARN_ON_FULL: AtomicBool = AtomicBool::new(true);
/// The error of a write to the wake-up descriptor, until it is reported.
static WAKEUP_ERROR: AtomicI32 = AtomicI32::new(0);
/// A list with what `signal.getsignal` answers for each number.
static HANDLERS: OnceLock<Global> = OnceLock::new();

/// What raises KeyboardInterrupt.
static ON_INTERRUPT: OnceLock<Global> = OnceLock::new();

/// `SIG_DFL` and `SIG_IGN` as programs see them.
pub const DEFAULT: Value = Value::int(0);
pub const IGNORE: Value = Value::int(1);

pub(super) fn set_main(vm: &Vm) {
    if let Some(old) = main_thread() {
        old.thread.is_main.store(false, Ordering::Relaxed);
    }
    vm.thread.is_main.store(true, Ordering::Relaxed);
    MAIN.store(std::ptr::from_ref(vm).cast_mut(), Ordering::SeqCst);
}

fn main_thread() -> Option<&'static Vm> {
    // SAFETY: the main thread's context lives as long as the process.
    unsafe { MAIN.load(Ordering::SeqCst).as_ref() }
}

/// The ident of the main thread.
pub fn main_ident() -> u64 {
    main_thread().map_or(0, |vm| vm.thread.ident)
}

fn errno() -> *mut i32 {
    // SAFETY: the address of this thread's errno.
    unsafe { libc::__errno_location() }
}

/// Notes a signal. Safe in a signal handler.
fn arrive(signum: i32) {
    ARRIVED[signum as usize].store(true, Ordering::SeqCst);
    ANY.store(true, Ordering::SeqCst);
    if let Some(main) = main_thread() {
        main.request(request::SIGNAL);
        main.interrupt_wait();
    }
    let fd = POLL_FD.load(Ordering::SeqCst);
    if fd >= 0 {
        let one = 1u64;
        // SAFETY: writes eight bytes from the stack; a full counter wakes as well.
        unsafe { libc::write(fd, (&raw const one).cast(), 8) };
    }
    let fd = WAKEUP_FD.load(Ordering::SeqCst);
    if fd >= 0 {
        let byte = signum as u8;
        // SAFETY: writes one byte from the stack.
        let written = unsafe { libc::write(fd, (&raw const byte).cast(), 1) };
        // SAFETY: reads errno.
        let error = unsafe { *errno() };
        let is_full = error == libc::EAGAIN || error == libc::EWOULDBLOCK;
        if written < 0 && (WARN_ON_FULL.load(Ordering::Relaxed) || !is_full) {
            WAKEUP_ERROR.store(error, Ordering::Relaxed);
        }
    }
}

extern "C" fn on_signal(signum: libc::c_int) {
    // SAFETY: saves and restores errno, as handlers must; the main thread lives as long as the process.
    unsafe {
        let saved = *errno();
        let main = MAIN.load(Ordering::SeqCst);
        if std::ptr::eq(main, state::current()) {
            if !FORWARDED[signum as usize].swap(false, Ordering::SeqCst) {
                arrive(signum);
            }
        } else {
            arrive(signum);
            // Ends a system call that the main thread may be in.
            if !main.is_null() && !FORWARDED[signum as usize].swap(true, Ordering::SeqCst) {
                libc::pthread_kill((*main).thread.ident as libc::pthread_t, signum);
            }
        }
        *errno() = saved;
    }
}

fn handlers(vm: &Vm) -> Ref<List> {
    let global = HANDLERS.get_or_init(|| {
        let list = vm.new_list(&[]);
        for signum in 0..SIGNALS {
            list.push(vm, disposition(signum as i32));
        }
        Global::new(list.value())
    });
    global.get().to_list().expect("made above")
}

/// What the process does with a signal that nobody has set a handler for.
fn disposition(signum: i32) -> Value {
    // SAFETY: fills a plain struct.
    let action = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        if signum == 0 || libc::sigaction(signum, std::ptr::null(), &mut action) != 0 {
            return Value::NONE;
        }
        action.sa_sigaction
    };
    match action {
        libc::SIG_DFL => DEFAULT,
        libc::SIG_IGN => IGNORE,
        _ => Value::NONE,
    }
}

/// Lets the C-level handler (or one of the two simple dispositions) take a signal.
fn set_disposition(signum: i32, action: usize) -> std::io::Result<()> {
    // SAFETY: installs a handler that is safe in any thread.
    let failed = unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = action;
        libc::sigemptyset(&mut new.sa_mask);
        libc::sigaction(signum, &new, std::ptr::null_mut()) != 0
    };
    if failed { Err(std::io::Error::last_os_error()) } else { Ok(()) }
}

/// The handler that programs see for a signal.
pub fn handler(vm: &Vm, signum: i32) -> Value {
    handlers(vm).get(signum as usize).unwrap_or(Value::NONE)
}

/// Sets the handler: `DEFAULT`, `IGNORE` or a callable. Answers the old one.
pub fn set_handler(vm: &Vm, signum: i32, new: Value) -> std::io::Result<Value> {
    let action = match new {
        DEFAULT => libc::SIG_DFL,
        IGNORE => libc::SIG_IGN,
        _ => on_signal as extern "C" fn(libc::c_int) as usize,
    };
    set_disposition(signum, action)?;
    let list = handlers(vm);
    let old = list.get(signum as usize).unwrap_or(Value::NONE);
    list.storage().expect("filled above").slots()[signum as usize].set(new);
    Ok(old)
}

/// At the start of an interpreter that handles signals: Ctrl-C raises KeyboardInterrupt through `on_interrupt`, broken pipes are errors.
pub fn start(vm: &Vm, on_interrupt: Value) {
    for signum in [libc::SIGPIPE, libc::SIGXFSZ] {
        // Failure leaves the signal as it was.
        let _ = set_handler(vm, signum, IGNORE);
    }
    let _ = ON_INTERRUPT.set(Global::new(on_interrupt));
    if handler(vm, libc::SIGINT) == DEFAULT {
        let _ = set_handler(vm, libc::SIGINT, on_interrupt);
    }
}

/// At the end: the signals that have Python handlers do again what they do by default.
pub fn restore_defaults(vm: &Vm) {
    for signum in 1..SIGNALS as i32 {
        if !matches!(handler(vm, signum), DEFAULT | IGNORE | Value::NONE) {
            let _ = set_handler(vm, signum, DEFAULT);
        }
    }
}

/// Acts as if the signal had arrived, when a Python handler would see it.
pub fn simulate(vm: &Vm, signum: i32) {
    if !matches!(handler(vm, signum), DEFAULT | IGNORE | Value::NONE) {
        arrive(signum);
    }
}

/// Makes the main thread see whether all are parked.
pub(super) fn suspect_deadlock() {
    if let Some(main) = main_thread() {
        main.suspect_deadlock();
    }
}

/// Whether a signal may make the program go on: one that has arrived or is bound to, or one that the program has prepared for.
pub(super) fn may_change_something(vm: &Vm) -> bool {
    let prepared = (1..SIGNALS as i32).any(|signum| {
        let f = handler(vm, signum);
        !matches!(f, DEFAULT | IGNORE | Value::NONE) && ON_INTERRUPT.get().is_none_or(|default| default.get() != f)
    });
    // SAFETY: fills a plain struct.
    let timer = unsafe {
        let mut timer: libc::itimerval = std::mem::zeroed();
        libc::getitimer(libc::ITIMER_REAL, &mut timer);
        timer.it_value
    };
    let timed = timer.tv_sec != 0 || timer.tv_usec != 0;
    prepared || timed || WAKEUP_FD.load(Ordering::SeqCst) >= 0 || ANY.load(Ordering::SeqCst)
}

/// Sets the descriptor that the handler writes numbers of signals to; -1 for none. Answers the old one.
pub fn set_wakeup_fd(fd: i32, warn_on_full: bool) -> i32 {
    WARN_ON_FULL.store(warn_on_full, Ordering::Relaxed);
    WAKEUP_FD.swap(fd, Ordering::SeqCst)
}

/// In the child of a fork: signals that arrived before are the parent's; the surviving thread is the main one.
pub(super) fn after_fork_child(vm: &Vm) {
    ANY.store(false, Ordering::SeqCst);
    POLL_FD.store(-1, Ordering::SeqCst);
    ARRIVED.iter().chain(&FORWARDED).for_each(|a| a.store(false, Ordering::SeqCst));
    set_main(vm);
}

impl Vm {
    /// On the main thread, runs the Python handlers of signals that have arrived. To be called when a system call was interrupted.
    #[inline]
    pub fn check_signals(&self) -> PyResult<()> {
        if ANY.load(Ordering::SeqCst) && self.is_main_thread() { self.run_handlers() } else { Ok(()) }
    }
    #[cold]
    fn run_handlers(&self) -> PyResult<()> {
        ANY.store(false, Ordering::SeqCst);
        self.report_wakeup_error();
        for (signum, arrived) in ARRIVED.iter().enumerate() {
            if !arrived.swap(false, Ordering::SeqCst) {
                continue;
            }
            deadlock::new_episode();
            let f = handler(self, signum as i32);
            if matches!(f, DEFAULT | IGNORE | Value::NONE) {
                continue;
            }
            let frame = self.frame_object_or_none();
            if let Err(e) = self.call(f, &[self.new_int(signum as i64), frame]) {
                // The others' turn comes at the next occasion.
                ANY.store(true, Ordering::SeqCst);
                self.request(request::SIGNAL);
                return Err(e);
            }
        }
        Ok(())
    }
    fn report_wakeup_error(&self) {
        let error = WAKEUP_ERROR.swap(0, Ordering::Relaxed);
        if error != 0 {
            let e = os_error::from_errno(self, error, None);
            self.unraisable_text(e, Value::NONE, "Exception ignored when trying to write to the signal wakeup fd");
        }
    }
    fn frame_object_or_none(&self) -> Value {
        match self.current_frame() {
            Some((frame, _)) => self.reify(frame).value(),
            None => Value::NONE,
        }
    }
    /// As [`Vm::released`], for a wait that an eventfd ends: a signal that arrives at any time ends it. Python's handlers run
    /// before and after it.
    pub fn released_for_poll<R>(&self, fd: i32, f: impl FnOnce() -> R) -> PyResult<R> {
        let main = self.is_main_thread();
        if main {
            POLL_FD.store(fd, Ordering::SeqCst);
            if let Err(e) = self.check_signals() {
                POLL_FD.store(-1, Ordering::SeqCst);
                return Err(e);
            }
        }
        let r = self.released(f);
        if main {
            POLL_FD.store(-1, Ordering::SeqCst);
            self.check_signals()?;
        }
        Ok(r)
    }
    /// Whether this thread's context belongs to the calling thread.
    pub fn is_current(&self) -> bool {
        std::ptr::eq(state::current(), self)
    }
}
