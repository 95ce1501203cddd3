//! Loops, jumps on truth, returns, generators' instructions.

use crate::builtins::list::List;
use crate::builtins::{generator as generators, shape};
use crate::bytecode::unit::flags;
use crate::eval::dispatch::Flow;
use crate::eval::frame::{Frame, Regs};
use crate::eval::generator;
use crate::exceptions::exc;
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

use super::{At, Done};

pub(super) fn loop_back(vm: &Vm, at: At) -> PyResult<Flow> {
    vm.safepoint()?;
    // SAFETY: the compiler's jump target.
    Ok((unsafe { at.pc.offset(at.i.jump32()) }, at.frame.0))
}

pub(super) fn if_true(vm: &Vm, at: At) -> PyResult<bool> {
    vm.truthy(at.ra())
}
pub(super) fn if_false(vm: &Vm, at: At) -> PyResult<bool> {
    Ok(!vm.truthy(at.ra())?)
}

pub(super) fn get_iter(vm: &Vm, at: At) -> Done {
    at.set(vm.iter(at.rb())?);
    Ok(())
}

/// The state of a loop: for a range of small ints its bounds, for a list or tuple an index, else an iterator.
pub(super) fn for_prep(vm: &Vm, at: At) -> Done {
    let v = at.rb();
    let a = at.i.a();
    let (first, second, third) = if let Some((start, stop, 1)) = crate::builtins::range::as_small(v) {
        (Value::RANGE_LOOP, Value::int(start), Value::int(stop))
    } else if v.has_shape(shape::LIST) || v.has_shape(shape::TUPLE) {
        (v, Value::int(0), Value::NONE)
    } else {
        (vm.iter(v)?, Value::NONE, Value::NONE)
    };
    at.frame.set_reg(a, first);
    at.frame.set_reg(a + 1, second);
    at.frame.set_reg(a + 2, third);
    Ok(())
}

pub(super) fn for_iter(vm: &Vm, at: At) -> PyResult<Flow> {
    if vm.poked() {
        vm.safepoint()?;
    }
    let a = at.i.a();
    let m = at.frame.reg(a);
    let end = Ok((at.pc.wrapping_add(1), at.frame.0));
    let item = if m == Value::RANGE_LOOP {
        let (i, stop) = (at.frame.reg(a + 1), at.frame.reg(a + 2));
        if !Value::int_lt(i, stop) {
            return end;
        }
        at.frame.set_reg(a + 1, Value::int(i.as_int() + 1));
        i
    } else if m.has_shape(shape::LIST) || m.has_shape(shape::TUPLE) {
        let i = at.frame.reg(a + 1).as_int() as usize;
        let item = if m.has_shape(shape::LIST) {
            // SAFETY: the shape says so.
            unsafe { m.cast::<List>() }.get(i)
        } else {
            m.to_tuple().expect("the shape says so").items().get(i).copied()
        };
        let Some(item) = item else {
            // Exhausted for good, also when the list grows later.
            at.frame.set_reg(a + 1, Value::int(i64::MAX >> 2));
            return end;
        };
        at.frame.set_reg(a + 1, Value::int(i as i64 + 1));
        item
    } else if m.has_shape(shape::GENERATOR) {
        return generator::resume_inline(vm, at.pc, at.frame, m, Value::NONE);
    } else {
        let v = vm.next_or_unbound(m)?;
        if v.is_unbound() {
            return end;
        }
        v
    };
    at.frame.set_reg(at.i.b(), item);
    // SAFETY: the compiler's jump target.
    Ok((unsafe { at.pc.offset(at.i.jump16()) }, at.frame.0))
}

// ---- returns

/// Leaves a frame that has a link.
fn leave(vm: &Vm, frame: Frame, mut v: Value) -> PyResult<Flow> {
    let link = vm.unreify(frame);
    if link.has_shape(shape::GENERATOR) || link.has_shape(shape::COROUTINE) || link.has_shape(shape::ASYNC_GENERATOR) {
        return generator::finish(vm, frame, link, v);
    }
    if !link.is_unbound() {
        if !v.is_none() {
            throw!(vm, TYPE_ERROR, "__init__() should return None, not '{}'", vm.type_name(v));
        }
        v = link;
    }
    let (rpc, caller): (_, Regs) = (frame.return_pc(), frame.caller());
    // SAFETY: the caller's registers and call instruction.
    unsafe {
        *caller.add(crate::eval::fast::I(*rpc).a()) = v;
        Ok((rpc.add(3), caller))
    }
}

pub(super) fn return_value(vm: &Vm, at: At) -> PyResult<Flow> {
    leave(vm, at.frame, at.ra())
}
pub(super) fn return_const(vm: &Vm, at: At) -> PyResult<Flow> {
    leave(vm, at.frame, at.constant(1))
}

// ---- generators and coroutines

pub(super) fn yield_value(vm: &Vm, at: At) -> PyResult<Flow> {
    generator::yield_value(vm, at.pc, at.frame, at.rb(), at.i.c())
}

/// Sends R[a] to R[b]: goes on with what it yields, jumps with what it returns.
pub(super) fn send(vm: &Vm, at: At) -> PyResult<Flow> {
    let (v, target) = (at.ra(), at.rb());
    if target.has_shape(shape::GENERATOR) || target.has_shape(shape::COROUTINE) {
        return generator::resume_inline(vm, at.pc, at.frame, target, v);
    }
    let r = if v.is_none() && vm.type_of(target).slots().next.is_some() {
        vm.next_or_unbound(target)
    } else {
        match vm.call_method(target, vm.names().send, &[v]) {
            Err(e) if e.matches(vm, exc::STOP_ITERATION) => {
                vm.set_stop_value(e);
                Ok(Value::UNBOUND)
            }
            other => other,
        }
    };
    let r = match r {
        Err(e) if e.matches(vm, exc::STOP_ITERATION) => {
            vm.set_stop_value(e);
            Value::UNBOUND
        }
        other => other?,
    };
    if r.is_unbound() {
        at.set(vm.take_stop_value());
        return Ok(at.jump16());
    }
    at.set(r);
    Ok((at.pc.wrapping_add(1), at.frame.0))
}

pub(super) fn yield_from_iter(vm: &Vm, at: At) -> Done {
    let v = at.rb();
    if v.has_shape(shape::COROUTINE) {
        if at.frame.code().flags & (flags::COROUTINE | flags::ITERABLE_COROUTINE) == 0 {
            throw!(vm, TYPE_ERROR, "cannot 'yield from' a coroutine object in a non-coroutine generator");
        }
        at.set(v);
        return Ok(());
    }
    at.set(if v.has_shape(shape::GENERATOR) { v } else { vm.iter(v)? });
    Ok(())
}

pub(super) fn awaitable(vm: &Vm, at: At) -> Done {
    let v = at.rb();
    if v.has_shape(shape::COROUTINE) && generators::is_delegating(v) {
        throw!(vm, RUNTIME_ERROR, "coroutine is being awaited already");
    }
    match generator::awaitable(vm, v) {
        Ok(it) => {
            at.set(it);
            Ok(())
        }
        Err(e) => Err(explain_await(vm, v, at.i.c(), e)),
    }
}

fn explain_await(vm: &Vm, v: Value, place: usize, e: Raised) -> Raised {
    if place == 0 || !e.matches(vm, exc::TYPE_ERROR) || vm.type_of(v).slots().await_.is_some() {
        return e;
    }
    let method = if place == 1 { "__aenter__" } else { "__aexit__" };
    vm.error(
        exc::TYPE_ERROR,
        format!("'async with' received an object from {method} that does not implement __await__: {}", vm.type_name(v)),
    )
}

pub(super) fn aiter(vm: &Vm, at: At) -> Done {
    let v = at.rb();
    let Some(f) = vm.type_of(v).slots().aiter else {
        throw!(vm, TYPE_ERROR, "'async for' requires an object with __aiter__ method, got {}", vm.type_name(v));
    };
    let it = f(vm, v)?;
    if vm.type_of(it).slots().anext.is_none() {
        throw!(
            vm,
            TYPE_ERROR,
            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
            vm.type_name(it)
        );
    }
    at.set(it);
    Ok(())
}

pub(super) fn anext(vm: &Vm, at: At) -> Done {
    let v = at.rb();
    let Some(f) = vm.type_of(v).slots().anext else {
        throw!(vm, TYPE_ERROR, "'async for' requires an iterator with __anext__ method, got {}", vm.type_name(v));
    };
    let next = f(vm, v)?;
    match generator::awaitable(vm, next) {
        Ok(it) => {
            at.set(it);
            Ok(())
        }
        Err(e) => {
            let better = vm.error(
                exc::TYPE_ERROR,
                format!("'async for' received an invalid object from __anext__: {}", vm.type_name(next)),
            );
            better.object().cause.set(e.value());
            Err(better)
        }
    }
}

pub(super) fn end_async_for(vm: &Vm, at: At) -> Done {
    let e = Raised::from_value(at.ra());
    if e.matches(vm, exc::STOP_ASYNC_ITERATION) { Ok(()) } else { Err(e) }
}

pub(super) fn async_gen_wrap(vm: &Vm, at: At) -> Done {
    at.set(generator::wrap(vm, at.rb()));
    Ok(())
}
