//! `_signal`: signals as programs see them. What happens when one arrives is `thread::signal`'s.

use std::sync::OnceLock;

use pyish_vm::builtins::module::Module;
use pyish_vm::builtins::{set, structseq};
use pyish_vm::exceptions::{exc, os_error};
use pyish_vm::heap::{Global, Trace};
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::{Ref, TypeDef, type_flags};
use pyish_vm::thread::futex::now;
use pyish_vm::thread::signal::{self, DEFAULT, IGNORE, SIGNALS};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

static ITIMER_ERROR: TypeDef = TypeDef {
    name: "signal.ItimerError",
    doc: "An interval timer could not be set or read.",
    base: Some(&os_error::TYPE),
    size: os_error::TYPE.size,
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    ..TypeDef::NEW
};

fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

fn last_error(vm: &Vm) -> Raised {
    os_error::from_errno(vm, errno(), None)
}

fn timer_error(vm: &Vm) -> Raised {
    let e = errno();
    vm.error_args(ITIMER_ERROR.shape(), &[vm.new_int(e as i64), vm.new_str(&os_error::strerror(e)).value()])
}

fn c_int(vm: &Vm, v: Value) -> PyResult<i32> {
    match i32::try_from(vm.index_i64(v)?) {
        Ok(n) => Ok(n),
        Err(_) => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C int"),
    }
}

fn number(vm: &Vm, v: Value) -> PyResult<i32> {
    let n = c_int(vm, v)?;
    if !(1..SIGNALS as i32).contains(&n) {
        throw!(vm, VALUE_ERROR, "signal number out of range");
    }
    Ok(n)
}

// ---- handlers

fn set_handler(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !vm.is_main_thread() {
        throw!(vm, VALUE_ERROR, "signal only works in main thread of the main interpreter");
    }
    let n = number(vm, args[0])?;
    let handler = match args[1] {
        v if vm.is_callable(v) => v,
        v if v.to_int() == Some(0) => DEFAULT,
        v if v.to_int() == Some(1) => IGNORE,
        _ => throw!(vm, TYPE_ERROR, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"),
    };
    // A signal that came before belongs to the old handler.
    vm.check_signals()?;
    match signal::set_handler(vm, n, handler) {
        Ok(old) => Ok(old),
        Err(e) => Err(os_error::from_io(vm, &e, None)),
    }
}

fn get_handler(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = number(vm, args[0])?;
    Ok(signal::handler(vm, n))
}

fn default_int_handler(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Err(vm.error(exc::KEYBOARD_INTERRUPT, ""))
}

fn siginterrupt(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = number(vm, args[0])?;
    let interrupt = vm.truthy(args[1])?;
    // SAFETY: reads and writes the flags of an installed action.
    let failed = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        let read = libc::sigaction(n, std::ptr::null(), &mut action);
        if interrupt {
            action.sa_flags &= !libc::SA_RESTART;
        } else {
            action.sa_flags |= libc::SA_RESTART;
        }
        read != 0 || libc::sigaction(n, &action, std::ptr::null_mut()) != 0
    };
    if failed { Err(last_error(vm)) } else { Ok(Value::NONE) }
}

fn set_wakeup_fd(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = c_int(vm, args[0])?;
    let warn = vm.truthy(args[1])?;
    if !vm.is_main_thread() {
        throw!(vm, VALUE_ERROR, "set_wakeup_fd only works in main thread of the main interpreter");
    }
    if fd != -1 {
        // SAFETY: a plain query.
        let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
        if flags < 0 {
            return Err(last_error(vm));
        }
        if flags & libc::O_NONBLOCK == 0 {
            throw!(vm, VALUE_ERROR, "the fd {fd} must be in non-blocking mode");
        }
    }
    Ok(vm.new_int(signal::set_wakeup_fd(fd, warn) as i64))
}

// ---- sending

fn raise_signal(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = c_int(vm, args[0])?;
    // SAFETY: a plain call.
    if vm.released(|| unsafe { libc::raise(n) }) != 0 {
        return Err(last_error(vm));
    }
    vm.check_signals()?;
    Ok(Value::NONE)
}

fn pthread_kill(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (thread, n) = (vm.index_i64(args[0])? as u64, c_int(vm, args[1])?);
    // A number that names no thread (any more) must not reach the C library, which would follow it.
    let known = vm.with_threads(|mut threads| threads.any(|t| t.thread_ident() == thread));
    // SAFETY: a thread that is in the list; it may end only now.
    let error = if known { unsafe { libc::pthread_kill(thread as libc::pthread_t, n) } } else { libc::ESRCH };
    if error != 0 {
        return Err(os_error::from_errno(vm, error, None));
    }
    vm.check_signals()?;
    Ok(Value::NONE)
}

fn pidfd_send_signal(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (fd, n) = (c_int(vm, args[0])?, c_int(vm, args[1])?);
    let flags = vm.index_i64(args[3])?;
    if !args[2].is_none() {
        throw!(vm, TYPE_ERROR, "siginfo must be None");
    }
    // SAFETY: a plain call.
    if unsafe { libc::syscall(libc::SYS_pidfd_send_signal, fd, n, std::ptr::null::<u8>(), flags) } < 0 {
        return Err(last_error(vm));
    }
    vm.check_signals()?;
    Ok(Value::NONE)
}

// ---- sets of signals

fn empty_set() -> libc::sigset_t {
    // SAFETY: a plain struct, initialised by the call.
    unsafe {
        let mut set = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        set
    }
}

fn to_sigset(vm: &Vm, iterable: Value) -> PyResult<libc::sigset_t> {
    let mut set = empty_set();
    vm.for_each(iterable, |v| {
        let n = vm.index_i64(v)?;
        if !(1..SIGNALS as i64).contains(&n) {
            throw!(vm, VALUE_ERROR, "signal number {n} out of range [1; {}]", SIGNALS - 1);
        }
        // SAFETY: a set and a number in range; those that the C library keeps to itself are refused silently.
        unsafe { libc::sigaddset(&mut set, n as i32) };
        Ok(())
    })?;
    Ok(set)
}

fn from_sigset(vm: &Vm, signals: &libc::sigset_t) -> PyResult<Value> {
    let out = set::new_set(vm);
    for n in 1..SIGNALS as i32 {
        // SAFETY: a complete set.
        if unsafe { libc::sigismember(signals, n) } == 1 {
            set::add(vm, out, Value::int(n as i64))?;
        }
    }
    Ok(out)
}

fn valid_signals(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let mut all = empty_set();
    // SAFETY: a complete set.
    unsafe { libc::sigfillset(&mut all) };
    from_sigset(vm, &all)
}

fn pthread_sigmask(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let how = c_int(vm, args[0])?;
    let mask = to_sigset(vm, args[1])?;
    let mut old = empty_set();
    // SAFETY: complete sets.
    let error = unsafe { libc::pthread_sigmask(how, &mask, &mut old) };
    if error != 0 {
        return Err(os_error::from_errno(vm, error, None));
    }
    // What was held back may have arrived.
    vm.check_signals()?;
    from_sigset(vm, &old)
}

fn sigpending(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let mut pending = empty_set();
    // SAFETY: a complete set.
    if unsafe { libc::sigpending(&mut pending) } != 0 {
        return Err(last_error(vm));
    }
    from_sigset(vm, &pending)
}

// ---- waiting

fn pause(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    // SAFETY: a plain call.
    vm.released(|| unsafe { libc::pause() });
    vm.check_signals()?;
    Ok(Value::NONE)
}

fn sigwait(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mask = to_sigset(vm, args[0])?;
    let mut n = 0;
    // SAFETY: a complete set and a place for the number.
    let error = vm.released(|| unsafe { libc::sigwait(&mask, &mut n) });
    if error != 0 {
        return Err(os_error::from_errno(vm, error, None));
    }
    Ok(vm.new_int(n as i64))
}

static SIGINFO: OnceLock<Global> = OnceLock::new();

fn siginfo(vm: &Vm, info: &libc::siginfo_t) -> Value {
    let ty = vm.class_arg(SIGINFO.get().expect("set by init").get());
    // SAFETY: the kernel filled the struct; members that do not belong to the signal read as what stands there.
    let (pid, uid, status, band) = unsafe {
        let band = *(&raw const *info).cast::<i64>().add(2);
        (info.si_pid(), info.si_uid(), info.si_status(), band)
    };
    let numbers =
        [info.si_signo as i64, info.si_code as i64, info.si_errno as i64, pid as i64, uid as i64, status as i64, band];
    structseq::new(vm, ty, &numbers.map(|n| vm.new_int(n)))
}

/// Waits for one of the signals; `None` when time is up.
fn wait_for(vm: &Vm, mask: &libc::sigset_t, wait: Option<i64>) -> PyResult<Option<Value>> {
    let deadline = wait.map(|w| now().saturating_add(w as u64));
    loop {
        // SAFETY: complete structs, the time-out null or complete.
        let (n, info, error) = unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            let left = deadline.map(|d| d.saturating_sub(now()));
            let spec = left
                .map(|n| libc::timespec { tv_sec: (n / 1_000_000_000) as i64, tv_nsec: (n % 1_000_000_000) as i64 });
            let spec = spec.as_ref().map_or(std::ptr::null(), |s| s as *const libc::timespec);
            let n = vm.released(|| (libc::sigtimedwait(mask, &mut info, spec), errno()));
            (n.0, info, n.1)
        };
        match (n, error) {
            (-1, libc::EINTR) => vm.check_signals()?,
            (-1, libc::EAGAIN) if wait.is_some() => return Ok(None),
            (-1, e) => return Err(os_error::from_errno(vm, e, None)),
            _ => return Ok(Some(siginfo(vm, &info))),
        }
    }
}

fn sigwaitinfo(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mask = to_sigset(vm, args[0])?;
    Ok(wait_for(vm, &mask, None)?.unwrap_or(Value::NONE))
}

fn sigtimedwait(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let wait = super::thread::nanoseconds(vm, args[1])?;
    let mask = to_sigset(vm, args[0])?;
    if wait < 0 {
        throw!(vm, VALUE_ERROR, "timeout must be non-negative");
    }
    Ok(wait_for(vm, &mask, Some(wait))?.unwrap_or(Value::NONE))
}

// ---- timers

fn alarm(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let seconds = c_int(vm, args[0])?;
    // SAFETY: a plain call.
    Ok(vm.new_int(unsafe { libc::alarm(seconds as u32) } as i64))
}

fn pair(vm: &Vm, t: &libc::itimerval) -> Value {
    let seconds = |v: libc::timeval| vm.new_float(v.tv_sec as f64 + v.tv_usec as f64 / 1e6);
    vm.new_tuple(&[seconds(t.it_value), seconds(t.it_interval)]).value()
}

/// A time for the timers, rounded away from 0, which would stop them.
fn timeval(vm: &Vm, v: Value) -> PyResult<libc::timeval> {
    let n = super::thread::nanoseconds(vm, v)?;
    let microseconds = if n < 0 { n.div_euclid(1000) } else { (n as u64).div_ceil(1000) as i64 };
    Ok(libc::timeval { tv_sec: microseconds.div_euclid(1_000_000), tv_usec: microseconds.rem_euclid(1_000_000) })
}

fn setitimer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let which = c_int(vm, args[0])?;
    let new = libc::itimerval { it_value: timeval(vm, args[1])?, it_interval: timeval(vm, args[2])? };
    // SAFETY: complete structs.
    unsafe {
        let mut old: libc::itimerval = std::mem::zeroed();
        if libc::setitimer(which as _, &new, &mut old) != 0 {
            return Err(timer_error(vm));
        }
        Ok(pair(vm, &old))
    }
}

fn getitimer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let which = c_int(vm, args[0])?;
    // SAFETY: a complete struct.
    unsafe {
        let mut t: libc::itimerval = std::mem::zeroed();
        if libc::getitimer(which as _, &mut t) != 0 {
            return Err(timer_error(vm));
        }
        Ok(pair(vm, &t))
    }
}

fn strsignal(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = number(vm, args[0])?;
    // SAFETY: the C library's string.
    let text = unsafe { std::ffi::CStr::from_ptr(libc::strsignal(n)) }.to_string_lossy();
    Ok(if text.starts_with("Unknown signal") { Value::NONE } else { vm.new_str(&text).value() })
}

static FUNCTIONS: &[MethodDef] = &[
    function(
        "signal",
        "(signalnum, handler, /)",
        set_handler,
        "Set what happens when the signal arrives: SIG_DFL, SIG_IGN or a function, called with the number and the frame. Return the old handler.",
    ),
    function(
        "getsignal",
        "(signalnum, /)",
        get_handler,
        "The signal's handler: SIG_DFL, SIG_IGN, a function, or None when it is not Python's.",
    ),
    function(
        "default_int_handler",
        "(signalnum, frame, /)",
        default_int_handler,
        "The first handler of SIGINT: raises KeyboardInterrupt.",
    ),
    function("raise_signal", "(signalnum, /)", raise_signal, "Send a signal to this thread."),
    function(
        "pthread_kill",
        "(thread_id, signalnum, /)",
        pthread_kill,
        "Send a signal to the thread with this number.",
    ),
    function(
        "pidfd_send_signal",
        "(pidfd, signalnum, siginfo=None, flags=0, /)",
        pidfd_send_signal,
        "Send a signal to the process that a descriptor stands for.",
    ),
    function(
        "alarm",
        "(seconds, /)",
        alarm,
        "Have SIGALRM arrive after so many seconds; return what was left of the last alarm.",
    ),
    function("pause", "()", pause, "Wait until a signal arrives."),
    function(
        "setitimer",
        "(which, seconds, interval=0.0, /)",
        setitimer,
        "Have a timer's signal arrive after so many seconds, and then again each interval; return its old state.",
    ),
    function("getitimer", "(which, /)", getitimer, "What is left of a timer, and its interval."),
    function(
        "set_wakeup_fd",
        "(fd, /, *, warn_on_full_buffer=True)",
        set_wakeup_fd,
        "Have a byte written to the descriptor for each signal; return the old descriptor, -1 for none.",
    ),
    function(
        "siginterrupt",
        "(signalnum, flag, /)",
        siginterrupt,
        "Whether the signal ends system calls or lets them restart.",
    ),
    function("strsignal", "(signalnum, /)", strsignal, "The system's name for a signal, or None."),
    function("valid_signals", "()", valid_signals, "The set of all signals that programs may use."),
    function(
        "pthread_sigmask",
        "(how, mask, /)",
        pthread_sigmask,
        "Change the set of signals that this thread holds back; return the old one.",
    ),
    function("sigpending", "()", sigpending, "The signals that have arrived and are held back."),
    function("sigwait", "(sigset, /)", sigwait, "Wait until one of the signals arrives, and take it."),
    function("sigwaitinfo", "(sigset, /)", sigwaitinfo, "As sigwait(); return what is known about the signal."),
    function(
        "sigtimedwait",
        "(sigset, timeout, /)",
        sigtimedwait,
        "As sigwaitinfo(), for so many seconds at most; None when none arrived.",
    ),
];

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    m.set(vm, "SIG_DFL", DEFAULT);
    m.set(vm, "SIG_IGN", IGNORE);
    m.set(vm, "NSIG", Value::int(SIGNALS as i64));
    macro_rules! constants {
        ($($name:ident)*) => { $(m.set(vm, stringify!($name), Value::int(libc::$name as i64));)* };
    }
    constants! {
        SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM SIGSTKFLT
        SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR SIGSYS
        ITIMER_REAL ITIMER_VIRTUAL ITIMER_PROF SIG_BLOCK SIG_UNBLOCK SIG_SETMASK
    }
    for (name, n) in [
        ("SIGPOLL", libc::SIGIO),
        ("SIGCLD", libc::SIGCHLD),
        ("SIGIOT", libc::SIGABRT),
        ("SIGRTMIN", libc::SIGRTMIN()),
        ("SIGRTMAX", libc::SIGRTMAX()),
    ] {
        m.set(vm, name, Value::int(n as i64));
    }
    let fields = [
        ("si_signo", "signal number"),
        ("si_code", "signal code"),
        ("si_errno", "errno associated with this signal"),
        ("si_pid", "sending process ID"),
        ("si_uid", "real user ID of sending process"),
        ("si_status", "exit value or signal"),
        ("si_band", "band event for SIGPOLL"),
    ];
    let ty =
        structseq::make_type(vm, "signal.struct_siginfo", "What is known about a signal that arrived.", &fields, 7)?;
    let _ = SIGINFO.set(Global::new(ty.value()));
    m.set(vm, "struct_siginfo", ty.value());
    Ok(())
}

pub static MODULE: NativeModule =
    NativeModule { name: "_signal", doc: "Signals.", functions: FUNCTIONS, types: &[&ITIMER_ERROR], init: Some(init) };
