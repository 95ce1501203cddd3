//! `_signal`.

use std::sync::atomic::Ordering;

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::{exc, os_error};
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::thread::signal::{self, COUNT, Disposition};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

const SIG_DFL: i64 = 0;
const SIG_IGN: i64 = 1;

fn last_error(vm: &Vm) -> pyish_vm::Raised {
    os_error::from_io(vm, &std::io::Error::last_os_error(), None)
}

fn set(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !vm.is_main_thread() {
        throw!(vm, VALUE_ERROR, "signal only works in main thread of the main interpreter");
    }
    let n = signal::number(vm, args[0])?;
    let what = match args[1].to_int() {
        Some(SIG_DFL) => Disposition::Default,
        Some(SIG_IGN) => Disposition::Ignore,
        _ if vm.is_callable(args[1]) => Disposition::Note,
        _ => throw!(vm, TYPE_ERROR, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"),
    };
    let old = get(vm, &args[..1])?;
    if !signal::install(n as i32, what) {
        return Err(last_error(vm));
    }
    vm.interp.shared.handlers.set(n, args[1]);
    Ok(old)
}

fn get(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = signal::number(vm, args[0])?;
    Ok(vm.interp.shared.handlers.get(n).unwrap_or(Value::int(if n == libc::SIGPIPE as usize { SIG_IGN } else { SIG_DFL })))
}

fn default_int_handler(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Err(vm.error(exc::KEYBOARD_INTERRUPT, ""))
}

fn raise_signal(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = vm.index_i64(args[0])? as i32;
    // SAFETY: a plain call.
    if vm.released(|| unsafe { libc::raise(n) }) != 0 {
        return Err(last_error(vm));
    }
    vm.safepoint()?;
    Ok(Value::NONE)
}

fn pthread_kill(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (thread, n) = (vm.index_i64(args[0])?, vm.index_i64(args[1])? as i32);
    // SAFETY: the number names a thread that the program says is alive.
    let r = unsafe { libc::pthread_kill(thread as libc::pthread_t, n) };
    if r != 0 {
        return Err(os_error::from_errno(vm, r, None));
    }
    vm.safepoint()?;
    Ok(Value::NONE)
}

fn alarm(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = vm.index_i64(args[0])?;
    // SAFETY: a plain call.
    Ok(vm.new_int(unsafe { libc::alarm(s as u32) } as i64))
}

fn pause(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    // SAFETY: a plain call.
    vm.released(|| unsafe { libc::pause() });
    vm.safepoint()?;
    Ok(Value::NONE)
}

fn pair(vm: &Vm, t: libc::itimerval) -> Value {
    let seconds = |v: libc::timeval| vm.new_float(v.tv_sec as f64 + v.tv_usec as f64 / 1e6);
    vm.new_tuple(&[seconds(t.it_value), seconds(t.it_interval)]).value()
}

fn setitimer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let which = vm.index_i64(args[0])? as i32;
    let time = |v: Value| -> PyResult<libc::timeval> {
        let s = vm.to_f64(v)?;
        Ok(libc::timeval { tv_sec: s.trunc() as i64, tv_usec: (s.fract() * 1e6).round() as i64 })
    };
    let new = libc::itimerval { it_value: time(args[1])?, it_interval: time(args[2])? };
    // SAFETY: complete structs.
    unsafe {
        let mut old: libc::itimerval = std::mem::zeroed();
        if libc::setitimer(which as _, &new, &mut old) != 0 {
            return Err(last_error(vm));
        }
        Ok(pair(vm, old))
    }
}

fn getitimer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let which = vm.index_i64(args[0])? as i32;
    // SAFETY: a complete struct.
    unsafe {
        let mut t: libc::itimerval = std::mem::zeroed();
        if libc::getitimer(which as _, &mut t) != 0 {
            return Err(last_error(vm));
        }
        Ok(pair(vm, t))
    }
}

fn set_wakeup_fd(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let fd = vm.index_i64(args[0])? as i32;
    Ok(Value::int(signal::WAKEUP_FD.swap(fd, Ordering::SeqCst) as i64))
}

fn strsignal(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = signal::number(vm, args[0])?;
    // SAFETY: the C library's string.
    let text = unsafe { std::ffi::CStr::from_ptr(libc::strsignal(n as i32)) }.to_string_lossy().into_owned();
    Ok(if text.starts_with("Unknown") { Value::NONE } else { vm.new_str(&text).value() })
}

fn valid_signals(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let s = pyish_vm::builtins::set::new_set(vm);
    for n in (1..COUNT).filter(|n| !(32..34).contains(n)) {
        pyish_vm::builtins::set::add(vm, s, Value::int(n as i64))?;
    }
    Ok(s)
}

fn siginterrupt(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::NONE)
}

static FUNCTIONS: &[MethodDef] = &[
    function("signal", "(signalnum, handler, /)", set, "Set a signal's handler; return the old one."),
    function("getsignal", "(signalnum, /)", get, "A signal's handler."),
    function("default_int_handler", "(signalnum, frame, /)", default_int_handler, "Raise KeyboardInterrupt."),
    function("raise_signal", "(signalnum, /)", raise_signal, "Send a signal to this process."),
    function("pthread_kill", "(thread_id, signalnum, /)", pthread_kill, "Send a signal to a thread."),
    function("alarm", "(seconds, /)", alarm, "Let SIGALRM arrive after some seconds."),
    function("pause", "()", pause, "Wait for a signal."),
    function("setitimer", "(which, seconds, interval=0.0, /)", setitimer, "Set an interval timer."),
    function("getitimer", "(which, /)", getitimer, "The state of an interval timer."),
    function("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)", set_wakeup_fd, "Set the descriptor that gets a byte for each signal."),
    function("strsignal", "(signalnum, /)", strsignal, "The system's text for a signal."),
    function("valid_signals", "()", valid_signals, "All signals."),
    function("siginterrupt", "(signalnum, flag, /)", siginterrupt, "System calls are always interrupted and retried here."),
];

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    m.set(vm, "SIG_DFL", Value::int(SIG_DFL));
    m.set(vm, "SIG_IGN", Value::int(SIG_IGN));
    m.set(vm, "NSIG", Value::int(COUNT as i64));
    m.set(vm, "ItimerError", exc::OS_ERROR.ty().value());
    macro_rules! constants {
        ($($name:ident)*) => { $(m.set(vm, stringify!($name), Value::int(libc::$name as i64));)* };
    }
    constants! {
        SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM SIGSTKFLT
        SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR SIGSYS
        ITIMER_REAL ITIMER_VIRTUAL ITIMER_PROF SIG_BLOCK SIG_UNBLOCK SIG_SETMASK
    }
    m.set(vm, "SIGPOLL", Value::int(libc::SIGIO as i64));
    m.set(vm, "SIGCLD", Value::int(libc::SIGCHLD as i64));
    m.set(vm, "SIGIOT", Value::int(libc::SIGABRT as i64));
    Ok(())
}

pub static MODULE: NativeModule =
    NativeModule { name: "_signal", doc: "Signal handling.", functions: FUNCTIONS, types: &[], init: Some(init) };
