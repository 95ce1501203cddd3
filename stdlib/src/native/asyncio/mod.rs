//! `_asyncio`: futures, tasks and the core of the event loop. The rest of asyncio is Python's, under `py/asyncio`.

mod calls;
mod event_loop;
mod future;
mod handle;
mod poller;
mod registry;
mod step;
mod task;
mod timers;

use pyish_vm::builtins::module::Module;
use pyish_vm::exceptions::base::BaseException;
use pyish_vm::exceptions::hierarchy;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::{Ref, TypeDef, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

const EXCEPTION_FLAGS: u32 =
    type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF;

static CANCELLED_ERROR: TypeDef = TypeDef {
    name: "asyncio.exceptions.CancelledError",
    doc: "The Future or Task was cancelled.",
    base: Some(&pyish_vm::exceptions::base::TYPE),
    size: size_of::<BaseException>(),
    flags: EXCEPTION_FLAGS,
    trace: Trace::Fields(1),
    ..TypeDef::NEW
};
static INVALID_STATE: TypeDef = TypeDef {
    name: "asyncio.exceptions.InvalidStateError",
    doc: "The operation is not allowed in this state.",
    base: Some(&hierarchy::EXCEPTION),
    size: size_of::<BaseException>(),
    flags: EXCEPTION_FLAGS,
    trace: Trace::Fields(1),
    ..TypeDef::NEW
};

/// An attribute of a module of the package `asyncio`.
fn python(vm: &Vm, module: &str, attribute: &str) -> PyResult<Value> {
    pyish_vm::import::import_attribute(vm, &format!("asyncio.{module}"), attribute)
}
fn optional(v: Value) -> Value {
    if v.is_unbound() { Value::NONE } else { v }
}
fn is_task(vm: &Vm, v: Value) -> bool {
    v.has_shape(task::TYPE.shape()) || v.is_ptr() && vm.isinstance(v, task::TYPE.shape().ty())
}

// ---- the running loop

fn get_running(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(optional(vm.running_loop_slot().get()))
}
fn set_running(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.running_loop_slot().set(if args[0].is_none() { Value::UNBOUND } else { args[0] });
    Ok(Value::NONE)
}
fn running_loop(vm: &Vm) -> PyResult<Value> {
    match vm.running_loop_slot().bound() {
        Some(l) => Ok(l),
        None => throw!(vm, RUNTIME_ERROR, "no running event loop"),
    }
}
/// The running loop, else the one that the policy has for this thread.
fn current_loop(vm: &Vm) -> PyResult<Value> {
    if let Some(l) = vm.running_loop_slot().bound() {
        return Ok(l);
    }
    let policy = vm.call(python(vm, "events", "_get_event_loop_policy")?, &[])?;
    vm.call_method(policy, vm.intern("get_event_loop"), &[])
}

fn unretrieved(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(event_loop::UNRETRIEVED.load(std::sync::atomic::Ordering::Relaxed)))
}
fn add_awaited_by(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if future::is_future(vm, args[0]) {
        future::add_awaited_by(vm, future::this(args[0]), args[1])?;
    }
    Ok(Value::NONE)
}
fn discard_awaited_by(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if future::is_future(vm, args[0]) {
        future::discard_awaited_by(vm, future::this(args[0]), args[1])?;
    }
    Ok(Value::NONE)
}

static FUNCTIONS: &[MethodDef] = &[
    function("_get_running_loop", "()", get_running, "The loop that runs in this thread, or None."),
    function("_set_running_loop", "(loop, /)", set_running, "Says which loop runs in this thread."),
    function(
        "get_running_loop",
        "()",
        |vm, _| running_loop(vm),
        "The loop that runs in this thread; an error if none does.",
    ),
    function("get_event_loop", "()", |vm, _| current_loop(vm), "The running loop, else the policy's for this thread."),
    function("create_task", "(coro, **kwargs)", event_loop::create_task_here, "A task of the running loop."),
    function("_unretrieved", "()", unretrieved, "How many exceptions nobody has asked for."),
    function("future_add_to_awaited_by", "(fut, waiter, /)", add_awaited_by, "Notes that something awaits a future."),
    function("future_discard_from_awaited_by", "(fut, waiter, /)", discard_awaited_by, "Takes that back."),
    function(
        "current_task",
        "(loop=None)",
        registry::current_task,
        "The task that runs in the loop (this thread's), or None.",
    ),
    function("all_tasks", "(loop=None)", registry::all_tasks, "The unfinished tasks of the loop (this thread's)."),
    function(
        "_enter_task",
        "(loop, task)",
        |vm, a| registry::enter(vm, a[0], a[1]).map(|()| Value::NONE),
        "Makes a task the current one.",
    ),
    function(
        "_leave_task",
        "(loop, task)",
        |vm, a| registry::leave(vm, a[0], a[1]).map(|()| Value::NONE),
        "Ends what _enter_task() began.",
    ),
    function(
        "_swap_current_task",
        "(loop, task)",
        |vm, a| registry::swap(vm, a[0], a[1]),
        "Exchanges the current task.",
    ),
    function(
        "_register_task",
        "(task)",
        registry::register,
        "Makes a task one of those that registry::all_tasks() answers.",
    ),
    function("_unregister_task", "(task)", registry::unregister, "Takes a task out of them."),
    function(
        "_register_eager_task",
        "(task)",
        |vm, a| registry::add_eager(vm, a[0]).map(|()| Value::NONE),
        "While it starts.",
    ),
    function(
        "_unregister_eager_task",
        "(task)",
        |vm, a| registry::remove_eager(vm, a[0]).map(|()| Value::NONE),
        "It has started.",
    ),
];

fn init(_: &Vm, _: Ref<Module>) -> PyResult<()> {
    let _ = pyish_vm::builtins::generator::ABANDONED.set(task::abandoned);
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_asyncio",
    doc: "Futures, tasks and the core of the event loop.",
    functions: FUNCTIONS,
    types: &[
        &CANCELLED_ERROR,
        &INVALID_STATE,
        &future::TYPE,
        &future::ITER,
        &future::WATCH,
        &task::TYPE,
        &task::STEP,
        &task::WAKEUP,
        &handle::TYPE,
        &handle::TIMER,
        &poller::TYPE,
        &event_loop::TYPE,
    ],
    init: Some(init),
};
