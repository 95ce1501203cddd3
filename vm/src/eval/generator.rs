//! Resuming and leaving generators, coroutines and asynchronous generators.
//!
//! A suspended generator holds its registers; resuming copies them onto the stack, yielding copies them back. The instruction that
//! resumed it says what becomes of a yielded value: FOR_ITER jumps into the loop with it, SEND falls through, native code returns.

use crate::builtins::code::Code;
use crate::builtins::function::Function;
use crate::builtins::generator::{Generator, State};
use crate::builtins::shape;
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::flags;
use crate::exceptions::exc;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

use super::dispatch::Flow;
use super::fast::I;
use super::frame::{Frame, HEADER, Pc, Regs, halt_pc};

pub(crate) fn is_link(v: Value) -> bool {
    matches!(v.shape(), shape::GENERATOR | shape::COROUTINE | shape::ASYNC_GENERATOR)
}

/// The generator that runs in a frame of generator code.
pub(crate) fn of_frame(frame: Frame) -> Option<Ref<Generator>> {
    let link = frame.link();
    let link = if link.has_shape(shape::FRAME) { crate::builtins::frame::displaced_link(link) } else { link };
    is_link(link).then(|| this(link))
}

fn this(v: Value) -> Ref<Generator> {
    // SAFETY: callers check with `is_link`.
    unsafe { v.cast() }
}

/// Makes the generator of a call whose arguments are bound at `regs`.
pub(crate) fn create(vm: &Vm, f: Ref<Function>, code: Ref<Code>, regs: Regs) -> PyResult<Value> {
    // SAFETY: the parameters are bound there.
    let params = unsafe { std::slice::from_raw_parts(regs, code.nparams as usize) };
    Ok(crate::builtins::generator::new(vm, f, code, params).value())
}

/// Takes a suspended generator for running, or says why not.
fn begin(vm: &Vm, g: Ref<Generator>) -> PyResult<bool> {
    if g.start_running() {
        return Ok(true);
    }
    match g.state() {
        State::Finished => Ok(false),
        _ => throw!(vm, VALUE_ERROR, "{} already executing", g.kind_name()),
    }
}

/// The link of a generator's frame at `base`: the generator, or the frame's object when it has one.
#[inline(always)]
fn link(g: Ref<Generator>, base: Regs) -> Value {
    match g.frame.bound() {
        Some(object) => crate::builtins::frame::resumed(object, base),
        None => g.value(),
    }
}

/// Sets a generator's frame up at `nb`, to return to `rpc` in `caller`.
///
/// # Safety
/// There is room for the frame, and the generator was taken by `begin`.
unsafe fn enter(vm: &Vm, g: Ref<Generator>, nb: Regs, rpc: Pc, caller: Regs, sent: Value) -> Pc {
    // SAFETY: as promised.
    unsafe {
        let frame = Frame(nb);
        frame.enter(g.function.get(), rpc, caller, link(g, nb));
        g.load_registers(nb);
        let pc = g.pc();
        if g.was_started() {
            // The YIELD where it stopped stores what is sent.
            *nb.add(I(*pc.sub(1)).a()) = sent;
        }
        g.save_outer_handled(vm.handled.get());
        if let Some(e) = g.handled.bound() {
            vm.handled.set(e);
        }
        g.mark_started();
        pc
    }
}

/// Resumes a generator from FOR_ITER or SEND without native recursion.
pub(crate) fn resume_inline(vm: &Vm, pc: Pc, frame: Frame, v: Value, sent: Value) -> PyResult<Flow> {
    let g = this(v);
    if !g.was_started() && !sent.is_none() {
        throw!(vm, TYPE_ERROR, "can't send non-None value to a just-started {}", g.kind_name());
    }
    let code = g.code();
    // SAFETY: only an address is computed; the room is checked next.
    let nb = unsafe { frame.end().add(HEADER) };
    if Frame(nb).0.wrapping_add(code.nregs as usize) as usize > vm.limit.load(std::sync::atomic::Ordering::Relaxed) {
        vm.check_stack(Frame(nb), code)?;
    }
    if !begin(vm, g)? {
        if v.has_shape(shape::COROUTINE) {
            throw!(vm, RUNTIME_ERROR, "cannot reuse already awaited coroutine");
        }
        // SAFETY: the instruction that resumes is FOR_ITER or SEND.
        return Ok(unsafe { exhausted(pc, frame.0, Value::NONE) });
    }
    // SAFETY: checked room, taken generator.
    unsafe { Ok((enter(vm, g, nb, pc, frame.0, sent), nb)) }
}

/// What FOR_ITER and SEND do at the end of a generator.
///
/// # Safety
/// `pc` addresses a FOR_ITER or SEND of the frame `base`.
unsafe fn exhausted(pc: Pc, base: Regs, result: Value) -> Flow {
    // SAFETY: as promised.
    unsafe {
        let i = I(*pc);
        match Op::of(*pc) {
            Op::FOR_ITER => (pc.add(1), base),
            _ => {
                *base.add(i.a()) = result;
                (pc.offset(i.jump16()), base)
            }
        }
    }
}

/// YIELD: suspends the generator of this frame.
pub(crate) fn yield_value(vm: &Vm, pc: Pc, frame: Frame, v: Value, flags: usize) -> PyResult<Flow> {
    let link = vm.unreify(frame);
    let g = this(link);
    // SAFETY: the frame is the generator's; its resumer's instruction is FOR_ITER, SEND or HALT.
    unsafe {
        g.store_registers(frame.0);
        vm.handled.set(g.take_outer_handled());
        let (rpc, caller) = (frame.return_pc(), frame.caller());
        g.suspend(pc.add(1), flags & 2 != 0);
        let i = I(*rpc);
        Ok(match Op::of(*rpc) {
            Op::FOR_ITER => {
                *caller.add(i.b()) = v;
                (rpc.offset(i.jump16()), caller)
            }
            Op::SEND => {
                *caller.add(i.a()) = v;
                (rpc.add(1), caller)
            }
            _ => {
                *caller = v;
                (rpc.add(3), caller)
            }
        })
    }
}

/// RETURN in a generator's frame.
pub(crate) fn finish(vm: &Vm, frame: Frame, link: Value, v: Value) -> PyResult<Flow> {
    let g = this(link);
    vm.handled.set(g.take_outer_handled());
    g.end();
    let (rpc, caller) = (frame.return_pc(), frame.caller());
    if rpc == halt_pc() {
        vm.stop_value.set(v);
        // SAFETY: the record's result word.
        unsafe {
            *caller = Value::UNBOUND;
            return Ok((rpc.add(3), caller));
        }
    }
    // SAFETY: the resumer is FOR_ITER or SEND.
    unsafe { Ok(exhausted(rpc, caller, v)) }
}

/// An exception leaves a generator's frame: StopIteration becomes RuntimeError (PEP 479).
pub(crate) fn fail(vm: &Vm, frame: Frame, link: Value, e: Raised) -> Raised {
    let g = this(link);
    let kind = frame.code().flags;
    vm.handled.set(g.take_outer_handled());
    g.end();
    let stop = e.matches(vm, exc::STOP_ITERATION);
    let stop_async = kind & flags::ASYNC_GENERATOR != 0 && e.matches(vm, exc::STOP_ASYNC_ITERATION);
    if !stop && !stop_async {
        return e;
    }
    let text = if stop_async {
        "async generator raised StopAsyncIteration".to_owned()
    } else if kind & flags::ASYNC_GENERATOR != 0 {
        "async generator raised StopIteration".to_owned()
    } else {
        format!("{} raised StopIteration", g.kind_name())
    };
    let new = vm.error(exc::RUNTIME_ERROR, text);
    new.object().cause.set(e.value());
    new.object().suppress_context.set(Value::TRUE);
    new.object().context.set(e.value());
    new
}

/// Resumes a generator from native code; unbound when it returned, its result then in `stop_value`.
pub(crate) fn resume(vm: &Vm, v: Value, sent: Value) -> PyResult<Value> {
    let g = this(v);
    if !g.was_started() && !sent.is_none() {
        throw!(vm, TYPE_ERROR, "can't send non-None value to a just-started {}", g.kind_name());
    }
    let frame = vm.native_frame(g.code())?;
    if !begin(vm, g)? {
        if v.has_shape(shape::COROUTINE) {
            throw!(vm, RUNTIME_ERROR, "cannot reuse already awaited coroutine");
        }
        vm.stop_value.set(Value::NONE);
        return Ok(Value::UNBOUND);
    }
    // SAFETY: checked room, taken generator.
    let pc = unsafe { enter(vm, g, frame.0, halt_pc(), frame.caller(), sent) };
    vm.run(frame, pc)
}

/// Raises an exception inside a suspended generator, from native code.
pub(crate) fn throw_into(vm: &Vm, v: Value, e: Raised) -> PyResult<Value> {
    let g = this(v);
    let frame = vm.native_frame(g.code())?;
    if !begin(vm, g)? {
        return Err(e);
    }
    throw_into_frame(vm, g, frame, e)
}

/// As `throw_into`, for a suspended generator that the caller has taken for running.
pub(crate) fn throw_into_taken(vm: &Vm, v: Value, e: Raised) -> PyResult<Value> {
    let g = this(v);
    let frame = vm.native_frame(g.code()).inspect_err(|_| g.suspend_again())?;
    throw_into_frame(vm, g, frame, e)
}

fn throw_into_frame(vm: &Vm, g: Ref<Generator>, frame: Frame, e: Raised) -> PyResult<Value> {
    if !g.was_started() {
        // Not yet inside its body: it ends at once, as if the exception came from its first line.
        g.end();
        super::super::exceptions::traceback::add_at(vm, e, g.function.get());
        return Err(e);
    }
    // SAFETY: checked room, taken generator.
    unsafe {
        let pc = enter(vm, g, frame.0, halt_pc(), frame.caller(), Value::NONE);
        let record = frame.caller();
        let saved = (vm.base.get(), vm.pc.get(), vm.top.get());
        *record.add(1) = Value::from_bits(saved.0 as u64);
        *record.add(2) = Value::from_bits(saved.1 as u64);
        // What is handled outside is no context of an exception that comes from there.
        if let Some(handled) = g.handled.bound()
            && e.object().context.get().is_none()
        {
            vm.set_context(e, handled);
        }
        let e = if vm.tracing.is_active() {
            vm.spill(pc.sub(1), frame.0);
            super::trace::enter(vm, frame, pc).err().unwrap_or(e)
        } else {
            e
        };
        let (pc, base) = super::unwind::raise(vm, pc.sub(1), frame.0, e, true);
        if pc != halt_pc() {
            super::dispatch::run(pc, base, vm, false);
        }
        vm.base.set(saved.0);
        vm.pc.set(saved.1);
        vm.top.set(saved.2);
        match vm.take_raised() {
            Some(e) => Err(e),
            None => Ok(*record),
        }
    }
}

/// What `await v` delegates to.
pub(crate) fn awaitable(vm: &Vm, v: Value) -> PyResult<Value> {
    if v.has_shape(shape::COROUTINE) {
        return Ok(v);
    }
    if v.has_shape(shape::GENERATOR) && this(v).code().flags & flags::ITERABLE_COROUTINE != 0 {
        return Ok(v);
    }
    let Some(f) = vm.type_of(v).slots().await_ else {
        throw!(vm, TYPE_ERROR, "'{}' object can't be awaited", vm.type_name(v));
    };
    let it = f(vm, v)?;
    if it.has_shape(shape::COROUTINE) {
        throw!(vm, TYPE_ERROR, "{}.__await__() must return an iterator, not coroutine", vm.full_type_name(v));
    }
    if vm.type_of(it).slots().next.is_none() {
        return Err(vm.bad_result(v, "__await__", "an iterator", it));
    }
    Ok(it)
}

/// A value that an asynchronous generator yields, told apart from what it awaits.
pub(crate) fn wrap(vm: &Vm, v: Value) -> Value {
    crate::builtins::async_generator::wrap(vm, v)
}

/// Resumes a suspended generator, which the caller has taken for running, at its pc, with nothing sent.
///
/// # Safety
/// The pc of the generator was set to an instruction that expects to be reached by a jump.
pub(crate) unsafe fn resume_at(vm: &Vm, v: Value) -> PyResult<Value> {
    let g = this(v);
    let frame = vm.native_frame(g.code()).inspect_err(|_| g.suspend_again())?;
    // SAFETY: checked room, taken generator.
    unsafe {
        frame.enter(g.function.get(), halt_pc(), frame.caller(), link(g, frame.0));
        g.load_registers(frame.0);
        g.save_outer_handled(vm.handled.get());
        if let Some(e) = g.handled.bound() {
            vm.handled.set(e);
        }
        g.mark_started();
        vm.run(frame, g.pc())
    }
}
