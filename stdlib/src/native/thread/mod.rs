//! `_thread`: OS threads, locks, thread-local data.

mod handle;
mod hook;
mod local;
pub(crate) mod lock;
pub(super) mod rlock;
mod waits;

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::exc;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::thread::futex::{Nanos, SECOND, now};
use pyish_vm::thread::{signal, spawn};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// Longest wait in seconds.
pub(crate) const TIMEOUT_MAX: f64 = 9_223_372_036.0;
/// One past the nanoseconds that CPython's time stamps can tell.
const STAMP_LIMIT: f64 = 9_223_372_036_854_775_808.0;

/// A time-out in seconds as nanoseconds, rounded up; negative ones as they are.
pub(crate) fn nanoseconds(vm: &Vm, seconds: Value) -> PyResult<i64> {
    let s = match seconds.to_float() {
        Some(s) => s,
        None if vm.is_index(seconds) => match vm.index(seconds)?.to_int() {
            Some(i) => match i.checked_mul(SECOND as i64) {
                Some(n) => return Ok(n),
                None => throw!(vm, OVERFLOW_ERROR, "timestamp out of range for C PyTime_t"),
            },
            None => throw!(vm, OVERFLOW_ERROR, "timestamp out of range for C PyTime_t"),
        },
        None => vm.to_f64(seconds)?,
    };
    if s.is_nan() {
        throw!(vm, VALUE_ERROR, "Invalid value NaN (not a number)");
    }
    let n = s * SECOND as f64;
    if !(-STAMP_LIMIT..STAMP_LIMIT).contains(&n) {
        throw!(vm, OVERFLOW_ERROR, "timestamp out of range for C PyTime_t");
    }
    Ok(if n < 0.0 { n.floor() } else { n.ceil() } as i64)
}

/// The moment `wait` nanoseconds from now; `None` when that is past all clocks.
pub(crate) fn deadline(wait: i64) -> Option<Nanos> {
    now().checked_add(wait as u64)
}

fn get_ident(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.thread_ident() as i64))
}
fn get_native_id(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.thread.native_id.load(std::sync::atomic::Ordering::Relaxed) as i64))
}
fn count(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(spawn::count() as i64))
}
fn exit(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Err(vm.error(exc::SYSTEM_EXIT, ""))
}

fn interrupt_main(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = vm.index_i64(args[0])?;
    if !(1..signal::SIGNALS as i64).contains(&n) {
        throw!(vm, VALUE_ERROR, "signal number out of range");
    }
    signal::simulate(vm, n as i32);
    vm.check_signals()?;
    Ok(Value::NONE)
}

/// What CPython asks for at least.
const LEAST_STACK: i64 = 53_248;

fn stack_size(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let old = spawn::stack_size();
    if !args[0].is_unbound() {
        let n = vm.index_i64(args[0])?;
        if n != 0 && n < LEAST_STACK {
            throw!(vm, VALUE_ERROR, "size must be at least {LEAST_STACK} bytes");
        }
        spawn::set_stack_size(n as usize);
    }
    Ok(vm.new_int(old as i64))
}

fn set_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(s) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "set_name() argument 'name' must be str, not {}", vm.type_name(args[0]));
    };
    let mut name = s.to_string_lossy();
    name.retain(|c| c != '\0');
    spawn::set_native_name(&name);
    Ok(Value::NONE)
}

fn get_name(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_str(&spawn::native_name()).value())
}

fn yes(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::TRUE)
}

fn main_ident(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(signal::main_ident() as i64))
}

static FUNCTIONS: &[MethodDef] = &[
    function("get_ident", "()", get_ident, "A number that tells this thread from all others that are alive."),
    function("get_native_id", "()", get_native_id, "The kernel's number of this thread."),
    function("_count", "()", count, "How many threads were started here and have not ended."),
    function("exit", "()", exit, "Raise SystemExit, which ends the thread quietly."),
    function("exit_thread", "()", exit, "An obsolete name of exit()."),
    function("interrupt_main", "(signum=2, /)", interrupt_main, "Act as if the signal had arrived at the main thread."),
    function(
        "stack_size",
        "(size=<unset>, /)",
        stack_size,
        "The stack size of new threads, 0 for the default; optionally set it.",
    ),
    function("set_name", "(name)", set_name, "Give this thread a name that the system's tools show."),
    function("_get_name", "()", get_name, "The name of this thread that the system's tools show."),
    function("daemon_threads_allowed", "()", yes, "Whether threads may be daemons: always."),
    function("_is_main_interpreter", "()", yes, "Whether this is the main interpreter: always."),
    function("_get_main_thread_ident", "()", main_ident, "The main thread's number."),
    function("_excepthook", "(exc_info, /)", hook::excepthook, "Report an exception that ended a thread."),
    function("allocate_lock", "()", lock::allocate, "A new lock."),
    function("allocate", "()", lock::allocate, "An obsolete name of allocate_lock()."),
    function(
        "start_new_thread",
        "(function, args, kwargs=<unset>, /)",
        handle::start_new_thread,
        "Call the function in a new thread; return that thread's number.",
    ),
    function(
        "start_new",
        "(function, args, kwargs=<unset>, /)",
        handle::start_new_thread,
        "An obsolete name of start_new_thread().",
    ),
    function(
        "start_joinable_thread",
        "(function, handle=None, daemon=True)",
        handle::start_joinable,
        "Call the function in a new thread; return a handle that can be joined.",
    ),
    function("_make_thread_handle", "(ident, /)", handle::make, "A handle on a thread that runs already."),
    function(
        "_waits",
        "()",
        waits::waits,
        "For each thread that waits for another: its number, the kind of wait, the object, and whose turn it is (0: nobody knows, -1: it has ended).",
    ),
    function("_shutdown", "()", handle::shutdown, "Wait for all threads that are not daemons."),
];

/// Waits until all threads that are not daemons have ended.
pub fn wait_for_threads(vm: &Vm) -> PyResult<()> {
    handle::shutdown(vm, &[]).map(|_| ())
}

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    m.set(vm, "TIMEOUT_MAX", vm.new_float(TIMEOUT_MAX));
    m.set(vm, "_NAME_MAXLEN", Value::int(15));
    m.set(vm, "error", exc::RUNTIME_ERROR.ty().value());
    m.set(vm, "LockType", lock::TYPE.shape().ty().value());
    m.set(vm, "_ExceptHookArgs", hook::args_type(vm)?.value());
    handle::prepare();
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_thread",
    doc: "Threads of the operating system, locks, and data of which each thread has its own.",
    functions: FUNCTIONS,
    types: &[&lock::TYPE, &rlock::TYPE, &local::TYPE, &handle::TYPE],
    init: Some(init),
};
