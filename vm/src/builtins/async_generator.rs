//! Asynchronous generators and the awaitables they hand out.

use crate::builtins::generator::{self, NAME, QUALNAME, State, TRACE, this};
use crate::builtins::shape;
use crate::eval::generator as run;
use crate::exceptions::exc;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getter, type_flags};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// A value that an asynchronous generator yielded, as opposed to what it awaits.
#[repr(C)]
struct Wrapped {
    header: Header,
    value: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Wrapped {}

/// One step of an asynchronous generator: `asend`, `athrow` or `aclose`; or the iterator of a coroutine.
#[repr(C)]
struct Step {
    header: Header,
    generator: Value,
    argument: Slot,
    /// 0 fresh, 1 under way, 2 closed.
    state: Word,
    kind: u64,
}
// SAFETY: as above.
unsafe impl HeapObject for Step {}

const SEND: u64 = 0;
const THROW: u64 = 1;
const CLOSE: u64 = 2;
const AWAIT: u64 = 3;

pub(crate) fn wrap(vm: &Vm, v: Value) -> Value {
    vm.alloc(shape::ASYNC_GEN_WRAPPED, Wrapped { header: Header::EMPTY, value: v }).value()
}

fn step(vm: &Vm, shape: crate::object::ShapeId, generator: Value, argument: Value, kind: u64) -> Value {
    vm.alloc(shape, Step { header: Header::EMPTY, generator, argument: Slot::new(argument), state: Word::new(0), kind })
        .value()
}

/// What iterating over `coroutine.__await__()` drives.
pub(crate) fn coroutine_wrapper(vm: &Vm, coroutine: Value) -> Value {
    step(vm, shape::COROUTINE_WRAPPER, coroutine, Value::NONE, AWAIT)
}

fn step_of(v: Value) -> Ref<Step> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

/// Hooks of `sys.set_asyncgen_hooks`, called on the first iteration.
fn first_iteration(vm: &Vm, g: Value) -> PyResult<()> {
    let generator = this(g);
    if !generator.hooks.get().is_unbound() {
        return Ok(());
    }
    let finalizer = vm.thread_slots().asyncgen_finalizer.get();
    generator.hooks.set(if finalizer.is_unbound() { Value::NONE } else { finalizer });
    let first = vm.thread_slots().asyncgen_firstiter.get();
    if !first.is_unbound() && !first.is_none() {
        vm.call(first, &[g])?;
    }
    Ok(())
}

/// What resuming gave: a yielded value ends the step, anything else is awaited further.
fn outcome(vm: &Vm, s: Ref<Step>, r: PyResult<Value>) -> PyResult<Value> {
    let generator = this(s.generator);
    match r {
        Ok(v) if v.is_unbound() => {
            s.state.set(2);
            generator.async_state.set(0);
            if s.kind == CLOSE {
                return Err(vm.stop_iteration());
            }
            Err(vm.error(exc::STOP_ASYNC_ITERATION, ""))
        }
        Ok(v) if v.has_shape(shape::ASYNC_GEN_WRAPPED) => {
            s.state.set(2);
            generator.async_state.set(0);
            if s.kind == CLOSE {
                throw!(vm, RUNTIME_ERROR, "async generator ignored GeneratorExit");
            }
            // SAFETY: the shape says so.
            let value = unsafe { v.cast::<Wrapped>() }.value;
            Err(vm.error_args(exc::STOP_ITERATION, &[value]))
        }
        Ok(v) => Ok(v),
        Err(e) => {
            s.state.set(2);
            generator.async_state.set(0);
            let ended = e.matches(vm, exc::STOP_ASYNC_ITERATION) || e.matches(vm, exc::GENERATOR_EXIT);
            if s.kind == CLOSE && ended {
                return Err(vm.stop_iteration());
            }
            Err(e)
        }
    }
}

/// The exception that the arguments of `athrow` mean.
fn to_throw(vm: &Vm, s: Ref<Step>) -> PyResult<Raised> {
    if s.kind == CLOSE {
        return Ok(vm.error(exc::GENERATOR_EXIT, ""));
    }
    let args = s.argument.get().to_tuple().expect("the arguments of athrow").items();
    generator::thrown(vm, args[0], args[1], args[2])
}

fn native_throw(vm: &Vm, v: Value, e: Raised) -> PyResult<Value> {
    match generator::throw_value(vm, v, e) {
        Err(e) if e.matches(vm, exc::STOP_ITERATION) => Ok(Value::UNBOUND),
        other => other,
    }
}

fn already_running(vm: &Vm, s: Ref<Step>) -> Raised {
    let what = ["anext", "athrow", "aclose"][s.kind as usize];
    vm.error(exc::RUNTIME_ERROR, format!("{what}(): asynchronous generator is already running"))
}

fn step_send(vm: &Vm, v: Value, sent: Value) -> PyResult<Value> {
    let s = step_of(v);
    if s.kind == AWAIT {
        return generator::send(vm, s.generator, sent);
    }
    let generator = this(s.generator);
    if s.state.get() == 2 {
        let what = if s.kind == SEND { "__anext__()/asend()" } else { "aclose()/athrow()" };
        throw!(vm, RUNTIME_ERROR, "cannot reuse already awaited {what}");
    }
    if s.state.get() == 0 {
        if generator.async_state.get() != 0 {
            s.state.set(2);
            return Err(already_running(vm, s));
        }
        if s.kind != SEND && generator.state() == State::Finished {
            s.state.set(2);
            return if s.kind == CLOSE {
                Err(vm.stop_iteration())
            } else {
                Err(vm.error(exc::STOP_ASYNC_ITERATION, ""))
            };
        }
        s.state.set(1);
        generator.async_state.set(1);
        first_iteration(vm, s.generator)?;
        let r = if s.kind == SEND {
            let first = if sent.is_none() { s.argument.get() } else { sent };
            run::resume(vm, s.generator, first)
        } else if s.kind == CLOSE && generator.state() == State::Created {
            generator.end();
            Ok(Value::UNBOUND)
        } else {
            let e = to_throw(vm, s)?;
            native_throw(vm, s.generator, e)
        };
        return outcome(vm, s, r);
    }
    let r = run::resume(vm, s.generator, sent);
    outcome(vm, s, r)
}

fn step_next(vm: &Vm, v: Value) -> PyResult<Value> {
    match step_send(vm, v, Value::NONE) {
        Err(e) if e.matches(vm, exc::STOP_ITERATION) => {
            vm.set_stop_value(e);
            Ok(Value::UNBOUND)
        }
        other => other,
    }
}

fn send_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    step_send(vm, args[0], args[1])
}

fn throw_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = step_of(args[0]);
    generator::warn_of_signature(vm, "throw", args)?;
    let e = generator::thrown(vm, args[1], args[2], args[3])?;
    if s.kind == AWAIT {
        return generator::throw_value(vm, s.generator, e);
    }
    if s.state.get() == 2 {
        let what = if s.kind == SEND { "__anext__()/asend()" } else { "aclose()/athrow()" };
        throw!(vm, RUNTIME_ERROR, "cannot reuse already awaited {what}");
    }
    if s.state.get() == 0 && this(s.generator).async_state.get() != 0 {
        s.state.set(2);
        return Err(already_running(vm, s));
    }
    s.state.set(1);
    this(s.generator).async_state.set(1);
    first_iteration(vm, s.generator)?;
    let r = native_throw(vm, s.generator, e);
    outcome(vm, s, r)
}

fn close_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = step_of(args[0]);
    if s.kind == AWAIT {
        return generator::close(vm, s.generator);
    }
    if s.state.get() == 1 {
        let exit = vm.error(exc::GENERATOR_EXIT, "");
        match throw_method(vm, &[args[0], exit.value(), Value::NONE, Value::NONE]) {
            Ok(_) => throw!(vm, RUNTIME_ERROR, "coroutine ignored GeneratorExit"),
            Err(e)
                if e.matches(vm, exc::STOP_ITERATION)
                    || e.matches(vm, exc::STOP_ASYNC_ITERATION)
                    || e.matches(vm, exc::GENERATOR_EXIT) => {}
            Err(e) => return Err(e),
        }
    }
    s.state.set(2);
    Ok(Value::NONE)
}

macro_rules! step_type {
    ($id:ident $name:literal) => {
        pub static $id: TypeDef = TypeDef {
            name: $name,
            size: size_of::<Step>(),
            flags: type_flags::DISALLOW_INSTANTIATION,
            trace: Trace::Fields(1),
            slots: Slots {
                iter: Some(|_, v| Ok(v)),
                await_: Some(|_, v| Ok(v)),
                next: Some(step_next),
                ..Slots::EMPTY
            },
            methods: &[
                method("send", "(value, /)", send_method, "Resume with a value."),
                method("throw", "(typ, val=None, tb=None, /)", throw_method, "Raise an exception inside."),
                method("close", "()", close_method, "End the step."),
            ],
            ..TypeDef::NEW
        };
    };
}
step_type!(ASEND_TYPE "async_generator_asend");
step_type!(ATHROW_TYPE "async_generator_athrow");

// ---- anext() with a default

/// What `anext(iterator, default)` gives: awaits like `awaitable`, but its end is a result, the default.
pub(crate) fn anext_with_default(vm: &Vm, awaitable: Value, default: Value) -> Value {
    step(vm, shape::ANEXT_AWAITABLE, awaitable, default, AWAIT)
}

/// What is driven.
fn awaited(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = run::awaitable(vm, step_of(v).generator)?;
    Ok(if it.has_shape(shape::COROUTINE) { coroutine_wrapper(vm, it) } else { it })
}

/// The end of the iteration turned into a result.
fn or_default(vm: &Vm, v: Value, r: PyResult<Value>) -> PyResult<Value> {
    match r {
        Err(e) if e.matches(vm, exc::STOP_ASYNC_ITERATION) => {
            Err(vm.error_args(exc::STOP_ITERATION, &[step_of(v).argument.get()]))
        }
        other => other,
    }
}

fn anext_method(vm: &Vm, args: &[Value], name: &str) -> PyResult<Value> {
    let it = awaited(vm, args[0])?;
    let given = args[1..].iter().position(|a| a.is_unbound()).unwrap_or(args.len() - 1);
    or_default(vm, args[0], vm.call_method(it, vm.intern(name), &args[1..=given]))
}

fn anext_next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = awaited(vm, v)?;
    let next = vm.type_of(it).slots().next.expect("awaitables give iterators");
    match or_default(vm, v, next(vm, it)) {
        Err(e) if e.matches(vm, exc::STOP_ITERATION) => {
            vm.set_stop_value(e);
            Ok(Value::UNBOUND)
        }
        other => other,
    }
}

pub static ANEXT_TYPE: TypeDef = TypeDef {
    name: "anext_awaitable",
    size: size_of::<Step>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { iter: Some(|_, v| Ok(v)), await_: Some(|_, v| Ok(v)), next: Some(anext_next), ..Slots::EMPTY },
    methods: &[
        method("send", "(value, /)", |vm, a| anext_method(vm, a, "send"), "Resume with a value."),
        method(
            "throw",
            "(typ, val=<unset>, tb=<unset>, /)",
            |vm, a| anext_method(vm, a, "throw"),
            "Raise an exception inside.",
        ),
        method("close", "()", |vm, a| anext_method(vm, a, "close"), "End the step."),
    ],
    ..TypeDef::NEW
};

pub static COROUTINE_WRAPPER_TYPE: TypeDef = TypeDef {
    name: "coroutine_wrapper",
    size: size_of::<Step>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(step_next), ..Slots::EMPTY },
    methods: &[
        method("send", "(value, /)", send_method, "Resume with a value."),
        method("throw", "(typ, val=None, tb=None, /)", throw_method, "Raise an exception inside."),
        method("close", "()", close_method, "Close the coroutine."),
    ],
    ..TypeDef::NEW
};

pub static WRAPPED_TYPE: TypeDef = TypeDef {
    name: "async_generator_wrapped_value",
    size: size_of::<Wrapped>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    ..TypeDef::NEW
};

fn anext(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(step(vm, shape::ASYNC_GEN_ASEND, v, Value::NONE, SEND))
}

pub static TYPE: TypeDef = TypeDef {
    name: "async_generator",
    size: size_of::<generator::Generator>(),
    flags: type_flags::WEAKREF | type_flags::DISALLOW_INSTANTIATION,
    trace: TRACE,
    slots: Slots {
        repr: Some(generator::repr_slot),
        aiter: Some(|_, v| Ok(v)),
        anext: Some(anext),
        del: Some(generator::del),
        ..Slots::EMPTY
    },
    methods: &[
        method(
            "asend",
            "(value, /)",
            |vm, a| Ok(step(vm, shape::ASYNC_GEN_ASEND, a[0], a[1], SEND)),
            "An awaitable that sends a value.",
        ),
        method(
            "athrow",
            "(typ, val=None, tb=None, /)",
            |vm, a| {
                generator::warn_of_signature(vm, "athrow", a)?;
                Ok(step(vm, shape::ASYNC_GEN_ATHROW, a[0], vm.new_tuple(&a[1..]).value(), THROW))
            },
            "An awaitable that raises an exception inside.",
        ),
        method(
            "aclose",
            "()",
            |vm, a| Ok(step(vm, shape::ASYNC_GEN_ATHROW, a[0], Value::NONE, CLOSE)),
            "An awaitable that closes.",
        ),
        crate::native::classmethod(
            "__class_getitem__",
            "(item, /)",
            |vm, a| super::generic_alias::new(vm, a[0], a[1]),
            "See PEP 585.",
        ),
    ],
    getset: &[
        NAME,
        QUALNAME,
        getter("ag_running", |_, v| Ok(Value::bool(this(v).async_state.get() != 0)), "Whether a step is under way."),
        getter("ag_suspended", |_, v| Ok(generator::suspended(v)), "Whether it is suspended."),
        getter("ag_await", |_, v| Ok(generator::delegate_or_none(v)), "What it awaits."),
        getter("ag_code", |_, v| Ok(this(v).code().origin().value()), "The code."),
        getter("ag_frame", generator::frame_of, "The frame, or None when finished."),
    ],
    ..TypeDef::NEW
};
