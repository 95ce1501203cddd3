//! Raising, handling, `with`.

use crate::builtins::descriptor::MethodDescriptor;
use crate::builtins::generator::Generator;
use crate::builtins::shape;
use crate::bytecode::unit::flags;
use crate::exceptions::{base::BaseException, group};
use crate::object::{Ref, type_flags};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

use super::super::dispatch::Flow;
use super::super::{generator, unwind};
use super::{At, Done};

pub(super) fn raise(vm: &Vm, at: At) -> PyResult<Flow> {
    match at.i.c() {
        0 => match vm.handled.get() {
            // It goes on as it stands: this frame does not enter its traceback again.
            v if v.is_ptr() => Ok(unwind::raise(vm, at.pc, at.frame.0, Raised::from_value(v), false)),
            _ => throw!(vm, RUNTIME_ERROR, "No active exception to reraise"),
        },
        1 => {
            let e = vm.exception_to_raise(at.ra())?;
            Err(with_context(vm, e))
        }
        _ => {
            let e = vm.exception_to_raise(at.ra())?;
            let cause = at.rb();
            let cause = if cause.is_none() || cause.is_instance_flag(type_flags::EXC_SUBCLASS) {
                cause
            } else if let Some(class) = cause.to_type()
                && class.has_flag(type_flags::EXC_SUBCLASS)
            {
                let made = vm.call(cause, &[])?;
                if !made.is_instance_flag(type_flags::EXC_SUBCLASS) {
                    throw!(
                        vm,
                        TYPE_ERROR,
                        "calling {} should have returned an instance of BaseException, not {}",
                        vm.repr(cause)?,
                        vm.repr(vm.type_of(made).value())?
                    );
                }
                made
            } else {
                throw!(vm, TYPE_ERROR, "exception causes must derive from BaseException");
            };
            e.object().cause.set(cause);
            e.object().suppress_context.set(Value::TRUE);
            Err(with_context(vm, e))
        }
    }
}

/// Links an exception that is raised to the one being handled.
fn with_context(vm: &Vm, e: Raised) -> Raised {
    let handled = vm.handled.get();
    if handled.is_ptr() && handled != e.value() {
        vm.set_context(e, handled);
    }
    e
}

pub(super) fn reraise(_: &Vm, at: At) -> Done {
    Err(Raised::from_value(at.ra()))
}

/// The generator whose frame this is. It keeps the exception handled in its own body apart from the one handled outside.
fn generator_of(at: At) -> Option<Ref<Generator>> {
    if at.frame.code().flags & flags::ANY_GENERATOR == 0 {
        return None;
    }
    generator::of_frame(at.frame)
}

pub(super) fn push(vm: &Vm, at: At) -> Done {
    let new = at.rb();
    let old = match generator_of(at) {
        Some(g) => g.handled.swap(new),
        None => vm.handled.get(),
    };
    vm.handled.set(new);
    at.set(if old.is_unbound() { Value::NONE } else { old });
    Ok(())
}

pub(super) fn pop(vm: &Vm, at: At) -> Done {
    let old = at.ra();
    match generator_of(at) {
        Some(g) if !old.is_ptr() => {
            g.handled.set(Value::UNBOUND);
            vm.handled.set(g.outer_handled());
        }
        Some(g) => {
            g.handled.set(old);
            vm.handled.set(old);
        }
        None => vm.handled.set(old),
    }
    Ok(())
}

pub(super) fn no_match(vm: &Vm, at: At) -> PyResult<bool> {
    Ok(!vm.exception_matches(at.ra(), at.rb())?)
}

pub(super) fn match_group(vm: &Vm, at: At) -> Done {
    let original = at.rb();
    let (matched, rest) = group::split_for_handler(vm, original, at.rc())?;
    if !matched.is_none() && !group::is_group(original) {
        // The group that wraps a plain exception comes from here.
        crate::exceptions::traceback::add(vm, Raised::from_value(matched), at.frame, at.pc);
    }
    let a = at.i.a();
    at.frame.set_reg(a, matched);
    at.frame.set_reg(a + 1, rest);
    Ok(())
}

pub(super) fn prep_reraise_star(vm: &Vm, at: At) -> Done {
    let list = at.rc().to_list().expect("a list under construction");
    at.set(group::prepare_reraise(vm, at.rb(), list)?);
    Ok(())
}

/// A special method as WITH_ENTER leaves it: what to call, and the object to pass first (unbound when the method is bound already).
fn special(vm: &Vm, v: Value, name: Ref<crate::builtins::str::Str>, is_async: bool) -> PyResult<(Value, Value)> {
    let ty = vm.type_of(v);
    if let Some(f) = ty.lookup(vm, name) {
        return match f.has_shape(shape::FUNCTION) || f.has_shape(shape::METHOD_DESCRIPTOR) {
            true => Ok((f, v)),
            false => Ok((vm.bind_descriptor(f, v, ty.value())?, Value::UNBOUND)),
        };
    }
    let (protocol, hint) = if is_async {
        let sync = ty.lookup(vm, vm.names().__enter__).is_some() && ty.lookup(vm, vm.names().__exit__).is_some();
        (
            "asynchronous context manager",
            if sync { " but it supports the context manager protocol. Did you mean to use 'with'?" } else { "" },
        )
    } else {
        let not_sync = ty.lookup(vm, vm.names().__aenter__).is_some() && ty.lookup(vm, vm.names().__aexit__).is_some();
        (
            "context manager",
            if not_sync {
                " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
            } else {
                ""
            },
        )
    };
    let class = ty.name();
    throw!(vm, TYPE_ERROR, "'{class}' object does not support the {protocol} protocol (missed {name} method){hint}")
}

/// Calls what `special` found: `full` has room for the object in front of the arguments.
fn call_special(vm: &Vm, (f, this): (Value, Value), full: &mut [Value]) -> PyResult<Value> {
    if this.is_unbound() {
        return vm.call(f, &full[1..]);
    }
    full[0] = this;
    if f.has_shape(shape::METHOD_DESCRIPTOR) {
        // SAFETY: the shape says so; the object's class has this descriptor, so it fits.
        let method = unsafe { f.cast::<MethodDescriptor>() };
        if method.def.exact == full.len() as i32 {
            vm.check_native_stack()?;
            return (method.def.f)(vm, full);
        }
    }
    vm.call(f, full)
}

/// Leaves the exit method in `R[a]`, what was entered in `R[a+1]`, and the object to pass to the exit method in `R[a+2]`.
pub(super) fn with_enter(vm: &Vm, at: At) -> Done {
    let v = at.rb();
    let a = at.i.a();
    let is_async = at.i.c() == 1;
    let names = vm.names();
    let (enter, exit) = if is_async { (names.__aenter__, names.__aexit__) } else { (names.__enter__, names.__exit__) };
    let exit_method = special(vm, v, exit, is_async)?;
    let enter_method = special(vm, v, enter, is_async)?;
    let entered = call_special(vm, enter_method, &mut [Value::UNBOUND])?;
    at.frame.set_reg(a, exit_method.0);
    at.frame.set_reg(a + 1, entered);
    at.frame.set_reg(a + 2, exit_method.1);
    Ok(())
}

fn exit_method(at: At) -> (Value, Value) {
    (at.rb(), at.frame.reg(at.i.b() + 2))
}

pub(super) fn with_exit(vm: &Vm, at: At) -> Done {
    let e = at.rc();
    // SAFETY: the compiler passes an exception.
    let tb = unsafe { e.cast::<BaseException>() }.traceback.get();
    at.set(call_special(vm, exit_method(at), &mut [Value::UNBOUND, vm.type_of(e).value(), e, tb])?);
    Ok(())
}

pub(super) fn with_exit_normal(vm: &Vm, at: At) -> Done {
    let none = Value::NONE;
    at.set(call_special(vm, exit_method(at), &mut [Value::UNBOUND, none, none, none])?);
    Ok(())
}
