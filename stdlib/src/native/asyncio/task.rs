//! Tasks: coroutines that the event loop drives. Their steps are in `step`.

use std::sync::atomic::{AtomicU64, Ordering};

use pyish_vm::builtins::shape;
use pyish_vm::heap::Trace;
use pyish_vm::native::{Args, MethodDef, method};
use pyish_vm::object::{
    CompareOp, GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getset, getter, type_flags,
};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::future::{self, Future};
use super::{event_loop, python, registry, step};
use crate::native::contextvars;

pub const MUST_CANCEL: u64 = 1;
/// Not to be reported when it dies pending.
pub const QUIET: u64 = 2;

/// The layout of tasks.
#[repr(C)]
pub struct Task {
    pub future: Future,
    /// Unbound once it is done with after an eager start.
    pub coro: Slot,
    pub context: Slot,
    /// A string, or a number from which the name is made when somebody asks.
    name: Slot,
    pub waiter: Slot,
    pub flags: Word,
    cancels: Word,
    /// One more than its place in the loop's table of tasks; 0 for none.
    pub place: Word,
}
// SAFETY: repr(C), begins with a future, no Drop.
unsafe impl HeapObject for Task {}

pub fn this(v: Value) -> Ref<Task> {
    // SAFETY: only called on tasks.
    unsafe { v.cast() }
}

impl Task {
    fn empty() -> Task {
        Task {
            future: Future::empty(),
            coro: Slot::unbound(),
            context: Slot::unbound(),
            name: Slot::unbound(),
            waiter: Slot::unbound(),
            flags: Word::new(0),
            cancels: Word::new(0),
            place: Word::new(0),
        }
    }
    pub fn has(&self, flag: u64) -> bool {
        self.flags.get() & flag != 0
    }
    pub fn set_flag(&self, flag: u64, on: bool) {
        let rest = self.flags.get() & !flag;
        self.flags.set(if on { rest | flag } else { rest });
    }
}

static COUNTER: AtomicU64 = AtomicU64::new(0);

/// What `Task()` is given besides the coroutine and the loop. Values are None or unbound when not given.
#[derive(Clone, Copy)]
pub struct Options {
    pub name: Value,
    pub context: Value,
    pub eager: bool,
}

impl Options {
    pub const NONE: Options = Options { name: Value::NONE, context: Value::NONE, eager: false };
}

/// A task of the class `Task` itself.
pub fn make(vm: &Vm, coro: Value, loop_: Value, options: Options) -> PyResult<Value> {
    let task = vm.alloc(TYPE.shape(), Task::empty()).value();
    start(vm, task, coro, loop_, options)?;
    Ok(task)
}
fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.alloc_instance(vm.class_arg(args[0]), Task::empty()).value())
}
fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = this(args[0]);
    future::reset(future::this(args[0]));
    t.flags.set(0);
    let loop_ = if args[2].is_none() { super::current_loop(vm)? } else { args[2] };
    let options = Options { name: args[3], context: args[4], eager: vm.truthy(args[5])? };
    start(vm, args[0], args[1], loop_, options)?;
    Ok(Value::NONE)
}
fn start(vm: &Vm, task: Value, coro: Value, loop_: Value, options: Options) -> PyResult<()> {
    let t = this(task);
    future::set_loop(vm, future::this(task), loop_)?;
    if !coro.has_shape(shape::COROUTINE) && !vm.truthy(vm.call(python(vm, "coroutines", "iscoroutine")?, &[coro])?)? {
        t.set_flag(QUIET, true);
        throw!(vm, TYPE_ERROR, "a coroutine was expected, got {}", vm.repr(coro)?);
    }
    t.context.set(if options.context.is_none() { contextvars::copy_current(vm) } else { options.context });
    t.name.set(if options.name.is_none() {
        vm.new_int(COUNTER.fetch_add(1, Ordering::Relaxed) as i64 + 1)
    } else if options.name.to_exact_str().is_some() {
        options.name
    } else {
        vm.str(options.name)?.value()
    });
    t.cancels.set(0);
    t.coro.set(coro);
    if options.eager && vm.truthy(vm.call_method(loop_, vm.intern("is_running"), &[])?)? {
        return step::start_eagerly(vm, task);
    }
    registry::add(vm, task)?;
    event_loop::step_soon(vm, loop_, task)
}

/// Called when the coroutine of a task dies: a task that is pending then can never be done.
pub fn abandoned(vm: &Vm, task: Value) {
    let t = this(task);
    registry::remove(vm, task);
    if t.future.is_pending()
        && !t.has(QUIET)
        && !t.future.loop_.get().is_unbound()
        && let Err(e) = future::report(vm, task, "was destroyed but it is pending!", false)
    {
        vm.unraisable(e, task);
    }
}

// ---- methods

fn cancel(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = this(args[0]);
    let f = future::this(args[0]);
    f.forget_failure();
    if !f.is_pending() {
        return Ok(Value::FALSE);
    }
    t.cancels.set(t.cancels.get() + 1);
    if let Some(waiter) = t.waiter.bound() {
        let done = if future::is_exact(waiter) && waiter.has_shape(future::TYPE.shape()) {
            future::cancel(vm, future::this(waiter), args[1])?
        } else {
            let cancel = vm.getattr(waiter, vm.intern("cancel"))?;
            vm.truthy(vm.call_kw(cancel, &[], &[("msg", args[1])])?)?
        };
        if done {
            return Ok(Value::TRUE);
        }
    }
    t.set_flag(MUST_CANCEL, true);
    f.cancel_message.set(args[1]);
    Ok(Value::TRUE)
}
fn cancelling(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(this(args[0]).cancels.get() as i64))
}
fn uncancel(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = this(args[0]);
    if t.cancels.get() > 0 {
        t.cancels.set(t.cancels.get() - 1);
        if t.cancels.get() == 0 {
            t.set_flag(MUST_CANCEL, false);
        }
    }
    cancelling(vm, args)
}
fn get_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = this(args[0]);
    let name = t.name.get();
    if let Some(n) = name.to_int() {
        t.name.set(vm.new_str(&format!("Task-{n}")).value());
    }
    Ok(t.name.get())
}
fn set_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = if args[1].to_exact_str().is_some() { args[1] } else { vm.str(args[1])?.value() };
    this(args[0]).name.set(name);
    Ok(Value::NONE)
}
fn set_result(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    throw!(vm, RUNTIME_ERROR, "Task does not support set_result operation")
}
fn set_exception(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    throw!(vm, RUNTIME_ERROR, "Task does not support set_exception operation")
}
fn get_stack(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.call(python(vm, "base_tasks", "_task_get_stack")?, &[args[0], args[1]])
}
fn print_stack(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.call(python(vm, "base_tasks", "_task_print_stack")?, &[args[0], args[1], args[2]])
}
fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    vm.call(python(vm, "base_tasks", "_task_repr")?, &[v])
}
fn or_none(slot: &Slot) -> PyResult<Value> {
    Ok(slot.bound().unwrap_or(Value::NONE))
}
fn set_log_destroy(vm: &Vm, v: Value, new: Value) -> PyResult<()> {
    if new.is_unbound() {
        throw!(vm, ATTRIBUTE_ERROR, "cannot delete attribute");
    }
    let log = vm.truthy(new)?;
    this(v).set_flag(QUIET, !log);
    Ok(())
}

static ATTRIBUTES: &[GetSetDef] = &[
    getter("_coro", |_, v| or_none(&this(v).coro), "The coroutine."),
    getter("_fut_waiter", |_, v| or_none(&this(v).waiter), "What it awaits."),
    getter("_must_cancel", |_, v| Ok(Value::bool(this(v).has(MUST_CANCEL))), "Whether its next step is cancelled."),
    getset(
        "_log_destroy_pending",
        |_, v| Ok(Value::bool(!this(v).has(QUIET))),
        set_log_destroy,
        "Whether it is reported when it dies pending.",
    ),
];

static METHODS: &[MethodDef] = &[
    method("cancel", "(msg=None)", cancel, "Asks that CancelledError be raised in the coroutine."),
    method("cancelling", "()", cancelling, "How many requests to cancel it are open."),
    method("uncancel", "()", uncancel, "Takes one request to cancel back; answers how many are left."),
    method("get_name", "()", get_name, "The name."),
    method("set_name", "(value, /)", set_name, "Sets the name."),
    method("get_coro", "()", |_, a| or_none(&this(a[0]).coro), "The coroutine."),
    method("get_context", "()", |_, a| or_none(&this(a[0]).context), "The context it runs in."),
    method("set_result", "(result, /)", set_result, "Refuses: a task's result is its coroutine's."),
    method("set_exception", "(exception, /)", set_exception, "Refuses: a task's exception is its coroutine's."),
    method("get_stack", "(*, limit=None)", get_stack, "The frames of the coroutine."),
    method("print_stack", "(*, limit=None, file=None)", print_stack, "Prints the frames of the coroutine."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_asyncio.Task",
    doc: "A coroutine that an event loop drives.",
    base: Some(&future::TYPE),
    size: size_of::<Task>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF | type_flags::HAS_DICT,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), iter: Some(future::iterate), await_: Some(future::iterate), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "A task.")),
    init: Some(method(
        "__init__",
        "(coro, *, loop=None, name=None, context=None, eager_start=False)",
        init,
        "Schedules the coroutine.",
    )),
    methods: METHODS,
    getset: ATTRIBUTES,
    ..TypeDef::NEW
};

// ---- functions that stand for a task's next step

/// Calls a task's next step, or goes on with it when a future is done.
#[repr(C)]
struct Wrapper {
    header: Header,
    task: Slot,
    /// The exception to raise in the step; unbound for none.
    exception: Slot,
}
// SAFETY: as above.
unsafe impl HeapObject for Wrapper {}

fn wrapper(v: Value) -> Ref<Wrapper> {
    // SAFETY: only called on the two types below.
    unsafe { v.cast() }
}
pub fn step_wrapper(vm: &Vm, task: Value, exception: Value) -> Value {
    let fixed = Wrapper { header: Header::EMPTY, task: Slot::new(task), exception: Slot::new(exception) };
    vm.alloc(STEP.shape(), fixed).value()
}
pub fn wakeup_wrapper(vm: &Vm, task: Value) -> Value {
    let fixed = Wrapper { header: Header::EMPTY, task: Slot::new(task), exception: Slot::unbound() };
    vm.alloc(WAKEUP.shape(), fixed).value()
}
pub fn is_wrapper_of(v: Value, task: Value) -> bool {
    v.has_shape(WAKEUP.shape()) && wrapper(v).task.get() == task
}
fn step_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    if !args.is_empty() {
        throw!(
            vm,
            TYPE_ERROR,
            "function takes no {} arguments",
            if args.kwlen() > 0 { "keyword" } else { "positional" }
        );
    }
    let w = wrapper(v);
    step::step(vm, w.task.get(), w.exception.bound())?;
    Ok(Value::NONE)
}
fn wakeup_call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let [future] = args.values else {
        throw!(vm, TYPE_ERROR, "task_wakeup() takes exactly one argument ({} given)", args.values.len());
    };
    step::wake(vm, wrapper(v).task.get(), *future)?;
    Ok(Value::NONE)
}
fn wakeup_compare(_: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(WAKEUP.shape()) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    Ok(Value::bool((wrapper(a).task.get() == wrapper(b).task.get()) == (op == CompareOp::Eq)))
}
fn wakeup_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let task = wrapper(v).task.get();
    let ty = vm.type_of(task).name();
    Ok(vm.new_str(&format!("<built-in method task_wakeup of {ty} object at {:#x}>", task.bits())).value())
}
fn wakeup_qualname(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&format!("{}.task_wakeup", vm.type_of(wrapper(v).task.get()).name())).value())
}

pub static STEP: TypeDef = TypeDef {
    name: "TaskStepMethWrapper",
    doc: "The next step of a task, as a function.",
    size: size_of::<Wrapper>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { call: Some(step_call), ..Slots::EMPTY },
    getset: &[getter("__self__", |_, v| Ok(wrapper(v).task.get()), "The task.")],
    ..TypeDef::NEW
};
pub static WAKEUP: TypeDef = TypeDef {
    name: "TaskWakeupMethWrapper",
    doc: "Goes on with a task when a future is done.",
    size: size_of::<Wrapper>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots {
        call: Some(wakeup_call),
        compare: Some(wakeup_compare),
        repr: Some(wakeup_repr),
        hash: Some(|_, v| Ok((wrapper(v).task.get().bits() >> 4) as i64)),
        ..Slots::EMPTY
    },
    getset: &[
        getter("__self__", |_, v| Ok(wrapper(v).task.get()), "The task."),
        getter("__name__", |vm, _| Ok(vm.intern("task_wakeup").value()), "The name."),
        getter("__qualname__", wakeup_qualname, "The name with its class."),
    ],
    ..TypeDef::NEW
};
