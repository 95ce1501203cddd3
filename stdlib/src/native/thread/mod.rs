//! `_thread`: OS threads, locks, thread-local data.

mod handle;
mod local;
mod lock;
mod rlock;

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::{exc, traceback};
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::thread::signal;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// Longest wait in seconds.
pub(crate) const TIMEOUT_MAX: f64 = 9_223_372_036.0;

fn get_ident(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.thread_ident() as i64))
}
fn get_native_id(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.thread_native_id()))
}
fn count(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(handle::running() as i64))
}
fn exit(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Err(vm.error(exc::SYSTEM_EXIT, ""))
}

fn interrupt_main(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = signal::number(vm, args[0])?;
    signal::simulate(vm, n);
    Ok(Value::NONE)
}

fn stack_size(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = vm.index_i64(args[0])?;
    if n < 0 {
        throw!(vm, VALUE_ERROR, "size must be 0 or a positive value");
    }
    if n != 0 && n < 32_768 {
        throw!(vm, VALUE_ERROR, "size not valid: {n} bytes");
    }
    Ok(vm.new_int(handle::set_stack_size(n as usize) as i64))
}

fn set_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(s) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "set_name() argument 'name' must be str, not {}", vm.type_name(args[0]));
    };
    let mut bytes: Vec<u8> = s.to_string_lossy().into_bytes();
    bytes.truncate(15);
    bytes.retain(|b| *b != 0);
    bytes.push(0);
    // SAFETY: a string with its end.
    unsafe { libc::prctl(libc::PR_SET_NAME, bytes.as_ptr()) };
    Ok(Value::NONE)
}

fn yes(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::TRUE)
}

fn main_ident(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.main_thread_ident() as i64))
}

/// Reports an exception that ended a thread.
fn excepthook(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let get = |name: &str| vm.getattr(args[0], vm.intern(name));
    let (class, value, thread) = (get("exc_type")?, get("exc_value")?, get("thread")?);
    if class == exc::SYSTEM_EXIT.ty().value() {
        return Ok(Value::NONE);
    }
    let name = if thread.is_none() {
        vm.thread_ident().to_string()
    } else {
        vm.str(vm.getattr(thread, vm.intern("name"))?)?.to_string_lossy()
    };
    traceback::write_stderr(vm, &format!("Exception in thread {name}:\n"));
    let e = if value.is_none() { vm.call(class, &[])? } else { value };
    traceback::print(vm, vm.exception_to_raise(e)?);
    Ok(Value::NONE)
}

static FUNCTIONS: &[MethodDef] = &[
    function("get_ident", "()", get_ident, "A number that tells this thread from the others."),
    function("get_native_id", "()", get_native_id, "The system's number of this thread."),
    function("_count", "()", count, "Number of threads started here that run."),
    function("exit", "()", exit, "Raise SystemExit."),
    function("exit_thread", "()", exit, "Raise SystemExit."),
    function("interrupt_main", "(signum=2, /)", interrupt_main, "Let the main thread handle a signal."),
    function("stack_size", "(size=0, /)", stack_size, "The stack size of new threads; optionally set it."),
    function("set_name", "(name)", set_name, "Name the thread for the system."),
    function("daemon_threads_allowed", "()", yes, "True."),
    function("_is_main_interpreter", "()", yes, "True."),
    function("_get_main_thread_ident", "()", main_ident, "The main thread's number."),
    function("_excepthook", "(args, /)", excepthook, "Report an exception that ended a thread."),
    function("allocate_lock", "()", lock::allocate, "A new lock."),
    function("allocate", "()", lock::allocate, "A new lock."),
    function("start_new_thread", "(function, args, kwargs=None, /)", handle::start_new_thread, "Start a thread."),
    function("start_new", "(function, args, kwargs=None, /)", handle::start_new_thread, "Start a thread."),
    function("start_joinable_thread", "(function, handle=None, daemon=True)", handle::start_joinable, "Start a thread that can be joined."),
    function("_make_thread_handle", "(ident, /)", handle::make, "A handle on a running thread."),
    function("_shutdown", "()", handle::shutdown, "Wait for threads that are not daemons."),
];

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    m.set(vm, "TIMEOUT_MAX", vm.new_float(TIMEOUT_MAX));
    m.set(vm, "error", exc::RUNTIME_ERROR.ty().value());
    let class = pyish_vm::import::finder::native_type(vm, &lock::TYPE)?;
    m.set(vm, "LockType", class.value());
    let fields = [("exc_type", ""), ("exc_value", ""), ("exc_traceback", ""), ("thread", "")];
    let args = pyish_vm::builtins::structseq::make_type(vm, "_thread._ExceptHookArgs", "", &fields, 4)?;
    m.set(vm, "_ExceptHookArgs", args.value());
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_thread",
    doc: "Primitive operations on threads.",
    functions: FUNCTIONS,
    types: &[&lock::TYPE, &rlock::TYPE, &local::TYPE, &handle::TYPE],
    init: Some(init),
};
