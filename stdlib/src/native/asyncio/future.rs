//! Futures: results that are still to come, and the callbacks that wait for them.
//!
//! A future's state, its flags and whether its exception must be reported stand in one word. An exception that nobody asks for is
//! reported by a second object, made together with the exception, so that other futures need no finalizer.

use pyish_vm::builtins::shape;
use pyish_vm::exceptions::exc;
use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, classmethod, method};
use pyish_vm::object::{GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getset, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Raised, Vm, throw};

use super::event_loop;
use super::{CANCELLED_ERROR, INVALID_STATE, is_task, optional, python};
use crate::native::contextvars;

pub const PENDING: u64 = 0;
pub const CANCELLED: u64 = 1;
pub const FINISHED: u64 = 2;
const STATE: u64 = 3;
/// It was yielded by its iterator: whoever awaits it did so with `await`.
pub const BLOCKING: u64 = 4;
/// Its exception must be reported if nobody asks for it.
pub const LOG: u64 = 8;

/// The layout of futures.
#[repr(C)]
pub struct Future {
    header: Header,
    /// Unbound until `__init__` has run.
    pub loop_: Slot,
    /// Unbound, one entry, or a list of entries. An entry is a task that waits or a pair of a function and a context.
    callbacks: Slot,
    pub result: Slot,
    pub exception: Slot,
    exception_traceback: Slot,
    pub cancel_message: Slot,
    pub cancelled_error: Slot,
    pub source_traceback: Slot,
    /// Unbound, what awaits this, or a set of those.
    awaited_by: Slot,
    watch: Slot,
    pub state: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Future {}

pub fn this(v: Value) -> Ref<Future> {
    // SAFETY: only called on futures and tasks, which begin with one.
    unsafe { v.cast() }
}

impl Future {
    pub fn empty() -> Future {
        Future {
            header: Header::EMPTY,
            loop_: Slot::unbound(),
            callbacks: Slot::unbound(),
            result: Slot::unbound(),
            exception: Slot::unbound(),
            exception_traceback: Slot::unbound(),
            cancel_message: Slot::unbound(),
            cancelled_error: Slot::unbound(),
            source_traceback: Slot::unbound(),
            awaited_by: Slot::unbound(),
            watch: Slot::unbound(),
            state: Word::new(PENDING),
        }
    }
    pub fn phase(&self) -> u64 {
        self.state.get() & STATE
    }
    pub fn is_pending(&self) -> bool {
        self.phase() == PENDING
    }
    fn set_phase(&self, phase: u64) {
        self.state.set(self.state.get() & !STATE | phase);
    }
    pub fn has(&self, flag: u64) -> bool {
        self.state.get() & flag != 0
    }
    pub fn set_flag(&self, flag: u64, on: bool) {
        let rest = self.state.get() & !flag;
        self.state.set(if on { rest | flag } else { rest });
    }
    pub fn forget_failure(&self) {
        if self.has(LOG) {
            self.set_flag(LOG, false);
            event_loop::UNRETRIEVED.fetch_sub(1, std::sync::atomic::Ordering::Relaxed);
        }
    }
}

/// Whether a value is a native future or task that no class extends.
pub fn is_exact(v: Value) -> bool {
    v.has_shape(TYPE.shape()) || v.has_shape(super::task::TYPE.shape())
}
/// Whether a value is a native future, task or an instance of a subclass.
pub fn is_future(vm: &Vm, v: Value) -> bool {
    is_exact(v) || v.is_ptr() && vm.isinstance(v, TYPE.shape().ty())
}

fn ready(vm: &Vm, v: Value) -> PyResult<Ref<Future>> {
    let f = this(v);
    if f.loop_.get().is_unbound() {
        throw!(vm, RUNTIME_ERROR, "{} object is not initialized.", if is_task(vm, v) { "Task" } else { "Future" });
    }
    Ok(f)
}

// ---- making

pub fn make(vm: &Vm, loop_: Value) -> PyResult<Value> {
    let f = vm.alloc(TYPE.shape(), Future::empty());
    set_loop(vm, f, loop_)?;
    Ok(f.value())
}
/// Ties a future to its loop; in debug mode notes where it was made.
pub fn set_loop(vm: &Vm, f: Ref<Future>, loop_: Value) -> PyResult<()> {
    f.loop_.set(loop_);
    if event_loop::debug(vm, loop_)? {
        f.source_traceback.set(vm.call(python(vm, "format_helpers", "_extract_here")?, &[])?);
    }
    Ok(())
}
fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.alloc_instance(vm.class_arg(args[0]), Future::empty()).value())
}
fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = this(args[0]);
    if !f.loop_.get().is_unbound() {
        throw!(vm, RUNTIME_ERROR, "{} object is already initialized", vm.type_name(args[0]));
    }
    let loop_ = if args[1].is_none() { super::current_loop(vm)? } else { args[1] };
    set_loop(vm, f, loop_)?;
    Ok(Value::NONE)
}
pub fn reset(f: Ref<Future>) {
    f.forget_failure();
    for slot in [
        &f.loop_,
        &f.callbacks,
        &f.result,
        &f.exception,
        &f.exception_traceback,
        &f.cancel_message,
        &f.cancelled_error,
        &f.source_traceback,
        &f.awaited_by,
        &f.watch,
    ] {
        slot.set(Value::UNBOUND);
    }
    f.state.set(PENDING);
}

// ---- callbacks

fn add_entry(vm: &Vm, f: Ref<Future>, entry: Value) {
    match f.callbacks.bound() {
        None => f.callbacks.set(entry),
        Some(old) => match old.to_list() {
            Some(list) => list.push(vm, entry),
            None => f.callbacks.set(vm.new_list(&[old, entry]).value()),
        },
    }
}
/// Lets a task go on when the future is done.
pub fn add_waiter(vm: &Vm, f: Ref<Future>, task: Value) -> PyResult<()> {
    if f.is_pending() {
        add_entry(vm, f, task);
        return Ok(());
    }
    event_loop::wake_task(vm, f.loop_.get(), task, f.value())
}
fn add_done_callback(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = ready(vm, args[0])?;
    let context = if args[2].is_none() { contextvars::copy_current(vm) } else { args[2] };
    if f.is_pending() {
        add_entry(vm, f, vm.new_tuple(&[args[1], context]).value());
    } else {
        event_loop::call_soon(vm, f.loop_.get(), args[1], &[args[0]], context)?;
    }
    Ok(Value::NONE)
}
fn entries(f: Ref<Future>) -> impl Iterator<Item = Value> {
    let entry = f.callbacks.get();
    let list = entry.to_list();
    let mut i = 0;
    std::iter::from_fn(move || {
        i += 1;
        match list {
            Some(list) => list.get(i - 1),
            None if i == 1 && !entry.is_unbound() => Some(entry),
            None => None,
        }
    })
}
fn remove_done_callback(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = ready(vm, args[0])?;
    let (mut removed, kept) = (0, vm.new_list(&[]));
    let old = f.callbacks.get();
    for entry in entries(f) {
        let same = match entry.to_tuple() {
            Some(pair) => vm.eq(pair.items()[0], args[1])?,
            None => super::task::is_wrapper_of(args[1], entry),
        };
        if same {
            removed += 1;
        } else {
            kept.push(vm, entry);
        }
    }
    if removed > 0 && f.callbacks.get() == old {
        f.callbacks.set(if kept.is_empty() { Value::UNBOUND } else { kept.value() });
    }
    Ok(vm.new_int(removed))
}
/// The callbacks as programs see them.
fn callbacks(vm: &Vm, v: Value) -> PyResult<Value> {
    let list = vm.new_list(&[]);
    for entry in entries(this(v)) {
        let pair = match entry.to_tuple() {
            Some(pair) => pair,
            None => vm.new_tuple(&[super::task::wakeup_wrapper(vm, entry), super::task::this(entry).context.get()]),
        };
        list.push(vm, pair.value());
    }
    Ok(if list.is_empty() { Value::NONE } else { list.value() })
}
fn schedule_callbacks(vm: &Vm, f: Ref<Future>) -> PyResult<()> {
    let all = f.callbacks.swap(Value::UNBOUND);
    let Some(list) = all.to_list() else {
        return if all.is_unbound() { Ok(()) } else { schedule(vm, f, all) };
    };
    let mut i = 0;
    while let Some(entry) = list.get(i) {
        schedule(vm, f, entry)?;
        i += 1;
    }
    Ok(())
}
fn schedule(vm: &Vm, f: Ref<Future>, entry: Value) -> PyResult<()> {
    let loop_ = f.loop_.get();
    match entry.to_tuple() {
        Some(pair) => event_loop::call_soon(vm, loop_, pair.items()[0], &[f.value()], pair.items()[1]),
        None => event_loop::wake_task(vm, loop_, entry, f.value()),
    }
}

// ---- states

fn invalid_state(vm: &Vm, text: String) -> Raised {
    vm.error(INVALID_STATE.shape(), text)
}
fn must_be_pending(vm: &Vm, f: Ref<Future>) -> PyResult<()> {
    if !f.is_pending() {
        return Err(invalid_state(vm, "invalid state".into()));
    }
    Ok(())
}
/// The error that cancelling raises; the one made for a task is handed out once.
pub fn cancelled_error(vm: &Vm, f: Ref<Future>) -> Raised {
    if let Some(e) = f.cancelled_error.bound() {
        f.cancelled_error.set(Value::UNBOUND);
        return vm.raise_value(e);
    }
    match f.cancel_message.bound().filter(|m| !m.is_none()) {
        Some(message) => vm.error_args(CANCELLED_ERROR.shape(), &[message]),
        None => vm.error_args(CANCELLED_ERROR.shape(), &[]),
    }
}
fn make_cancelled_error(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(cancelled_error(vm, this(args[0])).value())
}
/// The result, or the exception to raise.
pub fn outcome(vm: &Vm, f: Ref<Future>) -> PyResult<Value> {
    match f.phase() {
        CANCELLED => return Err(cancelled_error(vm, f)),
        PENDING => return Err(invalid_state(vm, "Result is not set.".into())),
        _ => {}
    }
    f.forget_failure();
    let Some(e) = f.exception.bound() else {
        return Ok(f.result.get());
    };
    let traceback = f.exception_traceback.swap(Value::UNBOUND);
    let raised = vm.raise_value(e);
    raised.object().traceback.set(if traceback.is_unbound() { Value::NONE } else { traceback });
    Err(raised)
}
fn result(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = this(args[0]);
    if f.loop_.get().is_unbound() {
        return Err(invalid_state(vm, "Future object is not initialized.".into()));
    }
    outcome(vm, f)
}
fn exception(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = ready(vm, args[0])?;
    match f.phase() {
        CANCELLED => return Err(cancelled_error(vm, f)),
        PENDING => return Err(invalid_state(vm, "Exception is not set.".into())),
        _ => {}
    }
    f.forget_failure();
    Ok(f.exception.bound().unwrap_or(Value::NONE))
}
pub fn set_result(vm: &Vm, f: Ref<Future>, result: Value) -> PyResult<()> {
    must_be_pending(vm, f)?;
    f.result.set(result);
    f.set_phase(FINISHED);
    schedule_callbacks(vm, f)
}
fn set_result_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = ready(vm, args[0])?;
    set_result(vm, f, args[1])?;
    Ok(Value::NONE)
}
pub fn set_exception(vm: &Vm, f: Ref<Future>, given: Value) -> PyResult<()> {
    must_be_pending(vm, f)?;
    let mut e = given;
    if let Some(class) = e.to_type()
        && class.has_flag(type_flags::EXC_SUBCLASS)
    {
        e = vm.call(e, &[])?;
    }
    if !e.is_instance_flag(type_flags::EXC_SUBCLASS) {
        throw!(vm, TYPE_ERROR, "invalid exception object");
    }
    if Raised::from_value(e).matches(vm, exc::STOP_ITERATION) {
        let text = "StopIteration interacts badly with generators and cannot be raised into a Future";
        let new = vm.error(exc::RUNTIME_ERROR, text);
        new.object().cause.set(e);
        new.object().context.set(e);
        new.object().suppress_context.set(Value::TRUE);
        e = new.value();
    }
    f.exception.set(e);
    f.exception_traceback.set(Raised::from_value(e).object().traceback.get());
    f.set_phase(FINISHED);
    schedule_callbacks(vm, f)?;
    f.set_flag(LOG, true);
    event_loop::UNRETRIEVED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let watch = Watch { header: Header::EMPTY, future: Slot::new(f.value()) };
    let watch = vm.alloc(WATCH.shape(), watch).value();
    vm.register_finalizer(watch);
    f.watch.set(watch);
    Ok(())
}
fn set_exception_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = ready(vm, args[0])?;
    set_exception(vm, f, args[1])?;
    Ok(Value::NONE)
}
/// Cancels a future that is pending; whether it was.
pub fn cancel(vm: &Vm, f: Ref<Future>, message: Value) -> PyResult<bool> {
    f.forget_failure();
    if !f.is_pending() {
        return Ok(false);
    }
    f.set_phase(CANCELLED);
    f.cancel_message.set(message);
    schedule_callbacks(vm, f)?;
    Ok(true)
}
fn cancel_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = ready(vm, args[0])?;
    Ok(Value::bool(cancel(vm, f, args[1])?))
}
fn cancelled(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).phase() == CANCELLED))
}
fn done(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = this(args[0]);
    Ok(Value::bool(!f.loop_.get().is_unbound() && !f.is_pending()))
}
fn get_loop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(ready(vm, args[0])?.loop_.get())
}
fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_generic_alias(args[0], args[1])
}

// ---- who awaits a future

/// Notes that `waiter` awaits the future.
pub fn add_awaited_by(vm: &Vm, f: Ref<Future>, waiter: Value) -> PyResult<()> {
    match f.awaited_by.bound() {
        None => f.awaited_by.set(waiter),
        Some(old) if old == waiter => {}
        Some(old) if old.has_shape(shape::SET) => pyish_vm::builtins::set::add(vm, old, waiter)?,
        Some(old) => {
            let set = pyish_vm::builtins::set::new_set(vm);
            pyish_vm::builtins::set::add(vm, set, old)?;
            pyish_vm::builtins::set::add(vm, set, waiter)?;
            f.awaited_by.set(set);
        }
    }
    Ok(())
}
pub fn discard_awaited_by(vm: &Vm, f: Ref<Future>, waiter: Value) -> PyResult<()> {
    match f.awaited_by.bound() {
        Some(old) if old == waiter => f.awaited_by.set(Value::UNBOUND),
        Some(old) if old.has_shape(shape::SET) => {
            vm.call_method(old, vm.intern("discard"), &[waiter])?;
        }
        _ => {}
    }
    Ok(())
}
fn awaited_by(vm: &Vm, v: Value) -> PyResult<Value> {
    let set = pyish_vm::builtins::set::new_set(vm);
    match this(v).awaited_by.bound() {
        None => return Ok(Value::NONE),
        Some(old) if old.has_shape(shape::SET) => vm.for_each(old, |w| pyish_vm::builtins::set::add(vm, set, w))?,
        Some(one) => pyish_vm::builtins::set::add(vm, set, one)?,
    }
    Ok(set)
}

// ---- exceptions that nobody asks for

/// Dies together with its future, and then reports.
#[repr(C)]
struct Watch {
    header: Header,
    future: Slot,
}
// SAFETY: as above.
unsafe impl HeapObject for Watch {}

fn watch_del(vm: &Vm, v: Value) -> PyResult<Value> {
    // SAFETY: the slot of this type alone.
    let watch: Ref<Watch> = unsafe { v.cast() };
    let f = watch.future.get();
    if this(f).has(LOG) {
        this(f).forget_failure();
        report(vm, f, "exception was never retrieved", true)?;
    }
    Ok(Value::NONE)
}
/// Tells the loop's exception handler of a future or task.
pub fn report(vm: &Vm, v: Value, what: &str, with_exception: bool) -> PyResult<()> {
    let f = this(v);
    let about = vm.new_dict();
    let text = format!("{} {what}", vm.type_of(v).name());
    let key = if with_exception { "future" } else { "task" };
    if !with_exception {
        about.set_str(vm, vm.intern(key), v);
    }
    about.set_str(vm, vm.intern("message"), vm.new_str(&text).value());
    if with_exception {
        about.set_str(vm, vm.intern("exception"), f.exception.get());
        about.set_str(vm, vm.intern(key), v);
    }
    if let Some(traceback) = f.source_traceback.bound() {
        about.set_str(vm, vm.intern("source_traceback"), traceback);
    }
    vm.call_method(f.loop_.get(), vm.intern("call_exception_handler"), &[about.value()])?;
    Ok(())
}

pub static WATCH: TypeDef = TypeDef {
    name: "_asyncio._Watch",
    doc: "Reports the exception of a future that nobody asked for.",
    size: size_of::<Watch>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { del: Some(watch_del), ..Slots::EMPTY },
    ..TypeDef::NEW
};

// ---- awaiting

/// What `await future` drives: yields the future unless it is done, then answers its result.
#[repr(C)]
struct Iter {
    header: Header,
    /// Unbound at the end.
    future: Slot,
}
// SAFETY: as above.
unsafe impl HeapObject for Iter {}

pub fn iterate(vm: &Vm, v: Value) -> PyResult<Value> {
    ready(vm, v)?;
    Ok(vm.alloc(ITER.shape(), Iter { header: Header::EMPTY, future: Slot::new(v) }).value())
}
fn iter_of(v: Value) -> Ref<Iter> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}
fn iter_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = iter_of(v);
    let Some(future) = it.future.bound() else {
        return Ok(vm.end_iteration(Value::NONE));
    };
    let f = this(future);
    if f.is_pending() {
        if f.has(BLOCKING) {
            throw!(vm, RUNTIME_ERROR, "await wasn't used with future");
        }
        f.set_flag(BLOCKING, true);
        return Ok(future);
    }
    it.future.set(Value::UNBOUND);
    let result = outcome(vm, f)?;
    Ok(vm.end_iteration(result))
}
fn iter_send(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let future = iter_of(args[0]).future.get();
    let v = iter_next(vm, args[0])?;
    if !v.is_unbound() {
        return Ok(v);
    }
    let result = if future.is_unbound() { Value::NONE } else { this(future).result.get() };
    Err(if result.is_none() { vm.stop_iteration() } else { vm.error_args(exc::STOP_ITERATION, &[result]) })
}
fn iter_throw(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let class = if let Some(class) = args[1].to_type() { class } else { vm.type_of(args[1]) };
    if !class.has_flag(type_flags::EXC_SUBCLASS) {
        throw!(
            vm,
            TYPE_ERROR,
            "exceptions must be classes or instances deriving from BaseException, not {}",
            vm.type_name(args[1])
        );
    }
    let e = if args[1].to_type().is_none() {
        if !optional(args[2]).is_none() {
            throw!(vm, TYPE_ERROR, "instance exception may not have a separate value");
        }
        args[1]
    } else if args[2].is_instance_flag(type_flags::EXC_SUBCLASS) {
        args[2]
    } else if args[2].is_none() {
        vm.call(args[1], &[])?
    } else {
        vm.call(args[1], &[args[2]])?
    };
    if args[3].has_shape(shape::TRACEBACK) {
        Raised::from_value(e).object().traceback.set(args[3]);
    } else if !args[3].is_none() {
        throw!(vm, TYPE_ERROR, "throw() third argument must be a traceback");
    }
    iter_of(args[0]).future.set(Value::UNBOUND);
    Err(Raised::from_value(e))
}
fn iter_close(_: &Vm, args: &[Value]) -> PyResult<Value> {
    iter_of(args[0]).future.set(Value::UNBOUND);
    Ok(Value::NONE)
}

pub static ITER: TypeDef = TypeDef {
    name: "_asyncio.FutureIter",
    doc: "What awaiting a future drives.",
    size: size_of::<Iter>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(iter_next), ..Slots::EMPTY },
    methods: &[
        method("send", "(value, /)", iter_send, "Goes on."),
        method("throw", "(typ, val=None, tb=None, /)", iter_throw, "Raises where the future is awaited."),
        method("close", "()", iter_close, "Ends it."),
    ],
    ..TypeDef::NEW
};

// ---- attributes

fn state(vm: &Vm, v: Value) -> PyResult<Value> {
    let name = match this(v).phase() {
        PENDING => "PENDING",
        CANCELLED => "CANCELLED",
        _ => "FINISHED",
    };
    Ok(vm.intern(name).value())
}
fn set_log_traceback(vm: &Vm, v: Value, new: Value) -> PyResult<()> {
    if new.is_unbound() {
        throw!(vm, ATTRIBUTE_ERROR, "cannot delete attribute");
    }
    if vm.truthy(new)? {
        throw!(vm, VALUE_ERROR, "_log_traceback can only be set to False");
    }
    this(v).forget_failure();
    Ok(())
}
fn set_blocking(vm: &Vm, v: Value, new: Value) -> PyResult<()> {
    if new.is_unbound() {
        throw!(vm, ATTRIBUTE_ERROR, "cannot delete attribute");
    }
    let on = vm.truthy(new)?;
    this(v).set_flag(BLOCKING, on);
    Ok(())
}
fn set_message(vm: &Vm, v: Value, new: Value) -> PyResult<()> {
    if new.is_unbound() {
        throw!(vm, ATTRIBUTE_ERROR, "cannot delete attribute");
    }
    this(v).cancel_message.set(new);
    Ok(())
}
fn get_blocking(_: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    Ok(Value::bool(!f.loop_.get().is_unbound() && f.has(BLOCKING)))
}
fn none(slot: &Slot) -> PyResult<Value> {
    Ok(slot.bound().unwrap_or(Value::NONE))
}
fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    ready(vm, v)?;
    vm.call(python(vm, "base_futures", "_future_repr")?, &[v])
}

static ATTRIBUTES: &[GetSetDef] = &[
    getter("_state", state, "PENDING, CANCELLED or FINISHED."),
    getter("_callbacks", callbacks, "Pairs of functions and contexts, or None."),
    getter("_result", |_, v| none(&this(v).result), "The result, if there is one yet."),
    getter("_exception", |_, v| none(&this(v).exception), "The exception, if there is one yet."),
    getter("_loop", |_, v| none(&this(v).loop_), "The event loop."),
    getter("_source_traceback", |_, v| none(&this(v).source_traceback), "Where it was made, in debug mode."),
    getter("_asyncio_awaited_by", awaited_by, "The set of what awaits it, or None."),
    getset(
        "_log_traceback",
        |_, v| Ok(Value::bool(this(v).has(LOG))),
        set_log_traceback,
        "Whether the exception is reported if nobody asks for it.",
    ),
    getset("_cancel_message", |_, v| none(&this(v).cancel_message), set_message, "The message of its cancellation."),
    getset("_asyncio_future_blocking", get_blocking, set_blocking, "Whether it is being awaited."),
];

static METHODS: &[MethodDef] = &[
    method("result", "()", result, "The result; raises the exception, CancelledError or InvalidStateError."),
    method("exception", "()", exception, "The exception or None; raises CancelledError or InvalidStateError."),
    method("set_result", "(result, /)", set_result_method, "Makes it done, with a result."),
    method("set_exception", "(exception, /)", set_exception_method, "Makes it done, with an exception."),
    method(
        "add_done_callback",
        "(fn, /, *, context=None)",
        add_done_callback,
        "Calls the function with the future, soon after it is done.",
    ),
    method(
        "remove_done_callback",
        "(fn, /)",
        remove_done_callback,
        "Takes back all callbacks equal to this; answers how many.",
    ),
    method("cancel", "(msg=None)", cancel_method, "Cancels it if it is pending; answers whether it was."),
    method("cancelled", "()", cancelled, "Whether it was cancelled."),
    method("done", "()", done, "Whether it has a result or an exception or was cancelled."),
    method("get_loop", "()", get_loop, "The event loop it belongs to."),
    method("_make_cancelled_error", "()", make_cancelled_error, "The error that awaiting raises once it is cancelled."),
    classmethod("__class_getitem__", "(object, /)", class_getitem, "See PEP 585."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_asyncio.Future",
    doc: "A result that is still to come; not safe to use from other threads.",
    size: size_of::<Future>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF | type_flags::HAS_DICT,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), iter: Some(iterate), await_: Some(iterate), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "A future.")),
    init: Some(method("__init__", "(*, loop=None)", init, "Ties it to a loop.")),
    methods: METHODS,
    getset: ATTRIBUTES,
    ..TypeDef::NEW
};
