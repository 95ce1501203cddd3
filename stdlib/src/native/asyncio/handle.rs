//! Handles: functions that the loop is to call, soon or at a time.

use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, method};
use pyish_vm::object::{
    CompareOp, GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getset, getter, type_flags,
};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

use super::{event_loop, python, step};
use crate::native::contextvars;

const CANCELLED: u64 = 1;
/// It stands in the loop's heap of timers.
const SCHEDULED: u64 = 2;

/// The layout of handles, those with a time among them.
#[repr(C)]
pub struct Handle {
    header: Header,
    /// The bits of the time.
    when: Word,
    loop_: Slot,
    pub callback: Slot,
    pub args: Slot,
    context: Slot,
    source_traceback: Slot,
    text: Slot,
    flags: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Handle {}

pub fn this(v: Value) -> Ref<Handle> {
    // SAFETY: only called on handles.
    unsafe { v.cast() }
}

impl Handle {
    fn empty() -> Handle {
        Handle {
            header: Header::EMPTY,
            when: Word::new(0),
            loop_: Slot::unbound(),
            callback: Slot::new(Value::NONE),
            args: Slot::new(Value::NONE),
            context: Slot::unbound(),
            source_traceback: Slot::unbound(),
            text: Slot::unbound(),
            flags: Word::new(0),
        }
    }
    pub fn when(&self) -> f64 {
        f64::from_bits(self.when.get())
    }
    pub fn is_cancelled(&self) -> bool {
        self.flags.get() & CANCELLED != 0
    }
    pub fn set_scheduled(&self, on: bool) {
        let rest = self.flags.get() & !SCHEDULED;
        self.flags.set(if on { rest | SCHEDULED } else { rest });
    }
}

fn fill(vm: &Vm, h: Ref<Handle>, call: Call) -> PyResult<()> {
    h.callback.set(call.callback);
    h.args.set(call.args);
    h.loop_.set(call.loop_);
    h.context.set(if call.context.is_none() { contextvars::copy_current(vm) } else { call.context });
    h.flags.set(0);
    if event_loop::debug(vm, call.loop_)? {
        h.source_traceback.set(vm.call(python(vm, "format_helpers", "_extract_here")?, &[])?);
    }
    Ok(())
}

/// What a handle calls.
#[derive(Clone, Copy)]
pub struct Call {
    pub loop_: Value,
    pub callback: Value,
    /// A tuple.
    pub args: Value,
    /// None: a copy of the current one.
    pub context: Value,
}

pub fn make(vm: &Vm, call: Call) -> PyResult<Value> {
    let h = vm.alloc(TYPE.shape(), Handle::empty());
    fill(vm, h, call)?;
    Ok(h.value())
}
pub fn make_timer(vm: &Vm, when: f64, call: Call) -> PyResult<Value> {
    let h = vm.alloc(TIMER.shape(), Handle::empty());
    h.when.set(when.to_bits());
    fill(vm, h, call)?;
    Ok(h.value())
}
fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.alloc_instance(vm.class_arg(args[0]), Handle::empty()).value())
}
fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let args_tuple = vm.collect_tuple(args[2])?.value();
    fill(vm, this(args[0]), Call { loop_: args[3], callback: args[1], args: args_tuple, context: args[4] })?;
    Ok(Value::NONE)
}
fn timer_init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let h = this(args[0]);
    let args_tuple = vm.collect_tuple(args[3])?.value();
    fill(vm, h, Call { loop_: args[4], callback: args[2], args: args_tuple, context: args[5] })?;
    h.when.set(vm.to_f64(args[1])?.to_bits());
    Ok(Value::NONE)
}

/// Calls it. What it raises goes to the loop's exception handler, unless it is to end the loop.
pub fn run(vm: &Vm, v: Value) -> PyResult<()> {
    let h = this(v);
    let (callback, context) = (h.callback.get(), h.context.get());
    let args = h.args.get().to_tuple();
    let items = args.map_or(&[][..], |t| t.items());
    let r = if contextvars::is_context(context) {
        contextvars::enter(vm, context).and_then(|()| {
            let r = vm.call(callback, items);
            contextvars::leave(vm, context);
            r
        })
    } else {
        vm.getattr(context, vm.intern("run"))
            .and_then(|run| vm.call_prepended(run, callback, pyish_vm::native::Args::positional(items)))
    };
    match r {
        Ok(_) => Ok(()),
        Err(e) if step::is_fatal(vm, e) => Err(e),
        Err(e) => {
            vm.call(python(vm, "events", "_handle_failed")?, &[v, e.value()])?;
            Ok(())
        }
    }
}
fn run_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    run(vm, args[0])?;
    Ok(Value::NONE)
}
fn cancel(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let h = this(args[0]);
    if h.is_cancelled() {
        return Ok(Value::NONE);
    }
    if vm.isinstance(args[0], TIMER.shape().ty()) {
        // The loop counts the timers that are only in its way.
        let scheduled = h.flags.get() & SCHEDULED != 0;
        event_loop::timer_cancelled(vm, h.loop_.get(), args[0], scheduled)?;
    }
    h.flags.set(h.flags.get() | CANCELLED);
    if !h.loop_.get().is_unbound() && event_loop::debug(vm, h.loop_.get())? {
        h.text.set(vm.repr(args[0])?.value());
    }
    h.callback.set(Value::NONE);
    h.args.set(Value::NONE);
    Ok(Value::NONE)
}
fn cancelled(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).is_cancelled()))
}
fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    if let Some(text) = this(v).text.bound() {
        return Ok(text);
    }
    let info = vm.call_method(v, vm.intern("_repr_info"), &[])?;
    vm.call(python(vm, "events", "_handle_repr")?, &[info])
}
fn repr_info(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.call(python(vm, "events", "_handle_info")?, &[args[0]])
}
fn or_none(slot: &Slot) -> PyResult<Value> {
    Ok(slot.bound().unwrap_or(Value::NONE))
}
fn timer_compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let ty = TIMER.shape().ty();
    if !vm.isinstance(a, ty) || !vm.isinstance(b, ty) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (this(a), this(b));
    let equal = || -> PyResult<bool> {
        Ok(x.when() == y.when()
            && vm.eq(x.callback.get(), y.callback.get())?
            && vm.eq(x.args.get(), y.args.get())?
            && x.is_cancelled() == y.is_cancelled())
    };
    Ok(Value::bool(match op {
        CompareOp::Eq => equal()?,
        CompareOp::Ne => !equal()?,
        CompareOp::Lt => x.when() < y.when(),
        CompareOp::Gt => x.when() > y.when(),
        CompareOp::Le => x.when() < y.when() || equal()?,
        CompareOp::Ge => x.when() > y.when() || equal()?,
    }))
}
fn timer_hash(vm: &Vm, v: Value) -> PyResult<i64> {
    vm.hash(vm.new_float(this(v).when()))
}
fn set_cancelled(vm: &Vm, v: Value, new: Value) -> PyResult<()> {
    let on = vm.truthy(new)?;
    let rest = this(v).flags.get() & !CANCELLED;
    this(v).flags.set(if on { rest | CANCELLED } else { rest });
    Ok(())
}
fn set_scheduled(vm: &Vm, v: Value, new: Value) -> PyResult<()> {
    let on = vm.truthy(new)?;
    this(v).set_scheduled(on);
    Ok(())
}
/// A setter of one of the slots.
macro_rules! store {
    ($slot:ident) => {
        |_, v, new| {
            this(v).$slot.set(new);
            Ok(())
        }
    };
}

static ATTRIBUTES: &[GetSetDef] = &[
    getter("_loop", |_, v| or_none(&this(v).loop_), "The event loop."),
    getset("_callback", |_, v| or_none(&this(v).callback), store!(callback), "The function."),
    getset("_args", |_, v| or_none(&this(v).args), store!(args), "The arguments."),
    getset("_context", |_, v| or_none(&this(v).context), store!(context), "The context."),
    getset(
        "_source_traceback",
        |_, v| or_none(&this(v).source_traceback),
        store!(source_traceback),
        "Where it was made, in debug mode.",
    ),
    getter("_repr", |_, v| or_none(&this(v).text), "What it looked like before it was cancelled."),
    getset("_cancelled", |_, v| Ok(Value::bool(this(v).is_cancelled())), set_cancelled, "Whether it was cancelled."),
];
static TIMER_ATTRIBUTES: &[GetSetDef] = &[
    getset(
        "_scheduled",
        |_, v| Ok(Value::bool(this(v).flags.get() & SCHEDULED != 0)),
        set_scheduled,
        "Whether it stands among the loop's timers.",
    ),
    getter("_when", |vm, v| Ok(vm.new_float(this(v).when())), "The time, by the loop's clock."),
];
static METHODS: &[MethodDef] = &[
    method("cancel", "()", cancel, "Takes the call back."),
    method("cancelled", "()", cancelled, "Whether it was cancelled."),
    method("get_context", "()", |_, a| or_none(&this(a[0]).context), "The context it is called in."),
    method("_run", "()", run_method, "Calls it."),
    method("_repr_info", "()", repr_info, "The parts of its repr."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "asyncio.events.Handle",
    doc: "A function that the event loop is to call soon.",
    size: size_of::<Handle>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF,
    trace: Trace::Fields(2),
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "A handle.")),
    init: Some(method("__init__", "(callback, args, loop, context=None)", init, "Says what to call.")),
    methods: METHODS,
    getset: ATTRIBUTES,
    ..TypeDef::NEW
};
pub static TIMER: TypeDef = TypeDef {
    name: "asyncio.events.TimerHandle",
    doc: "A function that the event loop is to call at a time.",
    base: Some(&TYPE),
    size: size_of::<Handle>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF,
    trace: Trace::Fields(2),
    slots: Slots { repr: Some(repr), compare: Some(timer_compare), hash: Some(timer_hash), ..Slots::EMPTY },
    init: Some(method("__init__", "(when, callback, args, loop, context=None)", timer_init, "Says what to call when.")),
    methods: &[method("when", "()", |vm, a| Ok(vm.new_float(this(a[0]).when())), "The time, by the loop's clock.")],
    getset: TIMER_ATTRIBUTES,
    ..TypeDef::NEW
};
