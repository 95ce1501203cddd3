//! Tracing and profiling of a thread: `sys.settrace` and `sys.setprofile`.
//!
//! A thread that traces runs a loop of its own, which looks at each instruction and then executes it through the ordinary handlers.
//! The ordinary loop pays nothing for that: while a thread traces, its `limit` stays 0, so calls and loop edges leave their fast
//! paths, and what comes back from them is diverted to the tracing loop (`Vm::divert`). A trace function itself runs untraced.
//!
//! Lines come from the positions of instructions and from the marks of statements that leave no instruction (`CodeUnit::marks`).

use std::cell::Cell;
use std::sync::atomic::Ordering;

use crate::builtins::descriptor::MethodDescriptor;
use crate::builtins::frame::FrameObject;
use crate::builtins::{shape, str::Str};
use crate::bytecode::opcode::Op;
use crate::bytecode::unit::flags;
use crate::exceptions::exc;
use crate::object::{Ref, attribute, instance};
use crate::value::Value;
use crate::{PyResult, Raised, Vm};

use super::dispatch::{self, Flow};
use super::fast::{I, constant};
use super::frame::{Frame, HEADER, Pc, Regs, halt_pc};
use super::unwind;

/// Where the tracing loop takes over.
#[derive(Clone, Copy)]
struct Entry {
    pc: Pc,
    base: Regs,
    /// Whether the frame is being entered or resumed just now.
    entered: bool,
}

/// What a thread knows of its tracing beside the functions.
pub(crate) struct Tracing {
    /// Whether events are to be reported: there is a function, and none is running.
    active: Cell<bool>,
    /// How many trace and profile functions are running.
    nesting: Cell<u32>,
    diverted: Cell<Option<Entry>>,
    /// The native function that the frame with these registers is calling, for the profiler.
    native: Cell<(Value, Regs)>,
}

impl Tracing {
    pub(crate) fn new() -> Tracing {
        Tracing {
            active: Cell::new(false),
            nesting: Cell::new(0),
            diverted: Cell::new(None),
            native: Cell::new((Value::UNBOUND, std::ptr::null_mut())),
        }
    }
    #[inline(always)]
    pub(crate) fn is_active(&self) -> bool {
        self.active.get()
    }
}

impl Vm {
    /// Makes `f` this thread's trace function (`profile`: its profile function); unbound for none. From another thread only with the
    /// world stopped.
    pub(crate) fn set_trace_function(&self, profile: bool, f: Value) {
        if profile { &self.profiler } else { &self.tracer }.set(f);
        self.update_tracing();
    }
    fn update_tracing(&self) {
        let on = !self.tracer.get().is_unbound() || !self.profiler.get().is_unbound();
        let on = on && self.tracing.nesting.get() == 0;
        self.tracing.active.set(on);
        if on {
            self.limit.store(0, Ordering::SeqCst);
        }
    }
    /// Calls `f` while events are reported although a trace function is running.
    pub(crate) fn call_traced(&self, f: impl FnOnce() -> PyResult<Value>) -> PyResult<Value> {
        let nesting = self.tracing.nesting.replace(0);
        self.update_tracing();
        let result = f();
        self.tracing.nesting.set(nesting);
        self.update_tracing();
        result
    }
    /// Where execution goes on after an instruction that may have called something: in the tracing loop when this thread traces.
    #[inline(always)]
    pub(crate) fn divert(&self, flow: Flow) -> Flow {
        if self.tracing.is_active() { self.leave_loop(flow) } else { flow }
    }
    #[cold]
    fn leave_loop(&self, (pc, base): Flow) -> Flow {
        if pc == halt_pc() {
            return (pc, base);
        }
        let entered = base > self.base.get();
        self.tracing.diverted.set(Some(Entry { pc, base, entered }));
        (halt_pc(), base)
    }
    /// Whether the loop ended because another is to go on.
    #[inline(always)]
    pub(crate) fn is_diverted(&self) -> bool {
        self.tracing.is_active() && self.tracing.diverted.get().is_some()
    }
}

/// Runs from `pc` as `dispatch::run` does, with events.
///
/// # Safety
/// As for `dispatch::run`.
#[cold]
pub(crate) unsafe fn run(pc: Pc, base: Regs, vm: &Vm, entered: bool) {
    vm.tracing.diverted.set(Some(Entry { pc, base, entered }));
    // SAFETY: as promised.
    unsafe { go_on(vm) }
}

/// Goes on where a loop was left, with events as long as the thread traces.
///
/// # Safety
/// As for `dispatch::run`.
#[cold]
pub(crate) unsafe fn go_on(vm: &Vm) {
    while let Some(entry) = vm.tracing.diverted.take() {
        // SAFETY: as promised.
        unsafe {
            if let Some((pc, base)) = traced(vm, entry) {
                dispatch::run_untraced(pc, base, vm);
            }
        }
    }
}

/// The tracing loop. Answers where to go on when the thread does not trace any more.
unsafe fn traced(vm: &Vm, entry: Entry) -> Option<Flow> {
    let Entry { mut pc, mut base, mut entered } = entry;
    if !entered && base == vm.base.get() {
        let frame = Frame(base);
        if let Some(object) = traced_object(frame) {
            object.seen_line.set(line_at(frame, vm.pc.get()));
        }
    }
    loop {
        if !vm.tracing.is_active() {
            return Some((pc, base));
        }
        // SAFETY: `pc` addresses an instruction of the frame at `base`.
        let word = unsafe { *pc };
        if Op::of(word) == Op::HALT {
            return None;
        }
        vm.spill(pc, base);
        let ends_under_send = returns_to_send(Frame(base), pc);
        let mut flow = match before(vm, Frame(base), pc, entered) {
            Ok(native) => {
                let outer = vm.tracing.native.replace((native, base));
                // SAFETY: as above.
                let mut flow = unsafe { dispatch::step(pc, base, vm) };
                if let Some(next) = vm.tracing.diverted.take() {
                    flow = (next.pc, next.base);
                }
                let (left, _) = vm.tracing.native.replace(outer);
                if !left.is_unbound() && vm.tracing.is_active() {
                    vm.spill(pc, base);
                    if let Err(e) = profile(vm, Frame(base), "c_return", left) {
                        flow = unwind::raise(vm, pc, base, e, true);
                    }
                }
                flow
            }
            Err(e) => unwind::raise(vm, pc, base, e, true),
        };
        if flow.1 == base
            && let Err(e) = edge_events(vm, Frame(base), pc, flow.0)
        {
            flow = unwind::raise(vm, pc, base, e, true);
        }
        if let (Some((value, send)), true) = (ends_under_send, vm.tracing.is_active()) {
            vm.spill(send, flow.1);
            if let Err(e) = ended_under_send(vm, flow, value) {
                (pc, base) = unwind::raise(vm, send, flow.1, e, true);
                entered = false;
                continue;
            }
        }
        entered = flow.1 > base;
        (pc, base) = flow;
    }
}

/// Reports what happens before the instruction at `pc` is executed. Answers the native function that it will call, if the profiler
/// wants to know.
fn before(vm: &Vm, frame: Frame, pc: Pc, entered: bool) -> PyResult<Value> {
    // SAFETY: `pc` addresses an instruction.
    let i = I(unsafe { *pc });
    let op = Op::of(i.0);
    if entered {
        enter(vm, frame, pc)?;
    }
    if let Some(object) = traced_object(frame) {
        line_events(vm, frame, object, pc, op, i)?;
    }
    match op {
        Op::RETURN => leave(vm, frame, frame.reg(i.a()), i)?,
        // SAFETY: the instruction has this word.
        Op::RETURN_CONST => leave(vm, frame, unsafe { constant(pc, 1) }, i)?,
        Op::YIELD => leave(vm, frame, frame.reg(i.b()), i)?,
        _ if !vm.profiler.get().is_unbound() => {
            let native = native_callee(vm, frame, pc, op, i)?;
            if !native.is_unbound() {
                profile(vm, frame, "c_call", native)?;
            }
            return Ok(native);
        }
        _ => {}
    }
    Ok(Value::UNBOUND)
}

/// When a generator's frame returns to a SEND: the value and the SEND.
fn returns_to_send(frame: Frame, pc: Pc) -> Option<(Value, Pc)> {
    // SAFETY: `pc` addresses an instruction.
    let word = unsafe { *pc };
    let value = match Op::of(word) {
        Op::RETURN => frame.reg(I(word).a()),
        // SAFETY: the instruction's second word.
        Op::RETURN_CONST => unsafe { constant(pc, 1) },
        _ => return None,
    };
    // SAFETY: the address of an instruction.
    let to = unsafe { *frame.return_pc() };
    if Op::of(to) == Op::SEND { Some((value, frame.return_pc())) } else { None }
}

/// The object of a frame whose events somebody wants to see.
fn traced_object(frame: Frame) -> Option<Ref<FrameObject>> {
    let link = frame.link();
    if !link.has_shape(shape::FRAME) {
        return None;
    }
    let object = crate::builtins::frame::this(link);
    if object.trace.get().is_none() { None } else { Some(object) }
}

fn line_at(frame: Frame, pc: Pc) -> u64 {
    let code = frame.code();
    code.position(code.offset_of(pc)).line as u64
}

/// A frame is entered, or a generator resumed.
pub(super) fn enter(vm: &Vm, frame: Frame, pc: Pc) -> PyResult<()> {
    let code = frame.code();
    let object = vm.reify(frame);
    let fresh = pc == code.entry;
    let line = if !fresh {
        // The YIELD where it stopped stands before.
        line_at(frame, pc.wrapping_sub(1))
    } else if code.name().as_ascii() == Some("<module>") {
        0
    } else {
        code.first_line as u64
    };
    if fresh {
        clear_locals(frame);
    }
    object.seen_line.set(if fresh { 0 } else { line });
    object.jump.set(0);
    showing(object, line, || {
        if !vm.tracer.get().is_unbound() {
            let result = call(vm, vm.tracer.get(), object, "call", Value::NONE);
            took(vm, object, result)?;
        }
        profile(vm, frame, "call", Value::NONE)
    })
}

/// Registers hold old words until they are written; whoever looks at the variables of a new frame must not see those.
fn clear_locals(frame: Frame) {
    let code = frame.code();
    let first = if code.flags & flags::NAMESPACE != 0 { 1 } else { code.nparams as usize };
    for register in first..code.nregs as usize {
        frame.set_reg(register, Value::UNBOUND);
    }
}

/// A generator ended under a SEND, which sees that as a StopIteration.
fn ended_under_send(vm: &Vm, (_, base): Flow, value: Value) -> PyResult<()> {
    let Some(object) = traced_object(Frame(base)) else { return Ok(()) };
    let stop = vm.error_args(exc::STOP_ITERATION, if value.is_none() { &[] } else { std::slice::from_ref(&value) });
    let parts = vm.new_tuple(&[exc::STOP_ITERATION.ty().value(), stop.value(), Value::NONE]);
    local(vm, object, "exception", parts.value())
}

/// A frame is left with a value, for good or until it is resumed.
fn leave(vm: &Vm, frame: Frame, value: Value, i: I) -> PyResult<()> {
    let object = vm.reify(frame);
    let seen = object.seen_line.get();
    // The return that nobody wrote belongs to whatever line came before.
    let implicit = Op::of(i.0) == Op::RETURN_CONST && i.d() == 1 && seen != 0;
    showing(object, if implicit { seen } else { line_at(frame, vm.pc.get()) }, || {
        local(vm, object, "return", value)?;
        profile(vm, frame, "return", value)
    })
}

/// An exception arrives in a frame, by an instruction or out of a call.
pub(super) fn raised(vm: &Vm, frame: Frame, mut e: Raised, again: bool) -> Raised {
    let (native, base) = vm.tracing.native.get();
    if !native.is_unbound() && base == frame.0 {
        vm.tracing.native.set((Value::UNBOUND, base));
        if let Err(new) = profile(vm, frame, "c_exception", native) {
            e = new;
        }
    }
    if let (false, Some(object)) = (again, traced_object(frame)) {
        let v = e.value();
        let parts = vm.new_tuple(&[vm.type_of(v).value(), v, e.object().traceback.get()]);
        if let Err(new) = local(vm, object, "exception", parts.value()) {
            e = new;
        }
    }
    e
}

/// An exception leaves a frame.
pub(super) fn unwound(vm: &Vm, frame: Frame, e: Raised) -> Raised {
    let object = vm.reify(frame);
    let told = local(vm, object, "return", Value::NONE).and_then(|()| profile(vm, frame, "return", Value::NONE));
    told.err().unwrap_or(e)
}

/// Instructions that belong to no line of their own.
fn is_lineless(op: Op, i: I) -> bool {
    match op {
        Op::JUMP | Op::LOOP | Op::MAKE_CELL | Op::NEW_CELL | Op::LOAD_CLOSURE => true,
        Op::PUSH_EXC | Op::POP_EXC | Op::RERAISE => true,
        Op::RETURN_CONST | Op::CLEAR => i.d() == 1,
        _ => false,
    }
}

/// What `FrameObject::jump` remembers of the instruction before.
mod jump {
    /// A loop was prepared: its first test belongs to the same visit of the line.
    pub const PREPARED: u64 = 1;
    /// A jump back: the line is visited again even when it is the same.
    pub const BACK: u64 = 2;
}

fn line_events(vm: &Vm, frame: Frame, object: Ref<FrameObject>, pc: Pc, op: Op, i: I) -> PyResult<()> {
    let code = frame.code();
    let offset = code.offset_of(pc);
    if object.trace_lines.get() != Value::FALSE {
        let marks = &code.side().unit.marks;
        let first = marks.partition_point(|m| m.0 < offset);
        for &(_, line) in marks[first..].iter().take_while(|m| m.0 == offset) {
            visit(vm, object, line as u64, false)?;
        }
        if !is_lineless(op, i) {
            let before = object.jump.get();
            let again = before == jump::BACK || op == Op::FOR_ITER && before != jump::PREPARED;
            visit(vm, object, code.position(offset).line as u64, again)?;
        }
    }
    match op {
        Op::FOR_PREP => object.jump.set(jump::PREPARED),
        // SAFETY: the compiler's jump target. Going back to a SEND is not visiting the line again.
        Op::LOOP if Op::of(unsafe { *pc.offset(i.jump32()) }) != Op::SEND => object.jump.set(jump::BACK),
        Op::JUMP => {}
        _ => object.jump.set(0),
    }
    if vm.truthy(object.trace_opcodes.get())? {
        local(vm, object, "opcode", Value::NONE)?;
    }
    Ok(())
}

/// The lines that are visited on the way from one instruction to the next.
fn edge_events(vm: &Vm, frame: Frame, pc: Pc, to: Pc) -> PyResult<()> {
    let code = frame.code();
    let edges = &code.side().unit.edges;
    if edges.is_empty() || !vm.tracing.is_active() {
        return Ok(());
    }
    let Some(object) = traced_object(frame) else { return Ok(()) };
    if object.trace_lines.get() == Value::FALSE {
        return Ok(());
    }
    // SAFETY: `pc` addresses an instruction.
    let op = Op::of(unsafe { *pc });
    let jumped = to != pc.wrapping_add(op.len());
    let offset = code.offset_of(pc);
    let first = edges.partition_point(|edge| edge.0 < offset);
    for &(_, taken, line) in edges[first..].iter().take_while(|edge| edge.0 == offset) {
        if taken == jumped {
            visit(vm, object, line as u64, false)?;
        }
    }
    Ok(())
}

fn visit(vm: &Vm, object: Ref<FrameObject>, line: u64, again: bool) -> PyResult<()> {
    if line == 0 || line == object.seen_line.get() && !again {
        return Ok(());
    }
    object.seen_line.set(line);
    object.jump.set(0);
    showing(object, line, || local(vm, object, "line", Value::NONE))
}

/// Calls `f` while the frame says that it is at `line`.
fn showing<R>(object: Ref<FrameObject>, line: u64, f: impl FnOnce() -> R) -> R {
    object.shown_line.set(line + 1);
    let result = f();
    object.shown_line.set(0);
    result
}

/// Reports an event to the frame's own trace function.
fn local(vm: &Vm, object: Ref<FrameObject>, event: &str, arg: Value) -> PyResult<()> {
    let f = object.trace.get();
    if f.is_none() || vm.tracer.get().is_unbound() {
        return Ok(());
    }
    let result = call(vm, f, object, event, arg);
    took(vm, object, result)
}

/// What a trace function answers is the frame's trace function from then on; one that raises is dropped.
fn took(vm: &Vm, object: Ref<FrameObject>, result: PyResult<Value>) -> PyResult<()> {
    match result {
        Ok(v) if v.is_none() => Ok(()),
        Ok(v) => {
            object.trace.set(v);
            Ok(())
        }
        Err(e) => {
            object.trace.set(Value::NONE);
            vm.set_trace_function(false, Value::UNBOUND);
            Err(e)
        }
    }
}

/// Reports an event to the profile function.
fn profile(vm: &Vm, frame: Frame, event: &str, arg: Value) -> PyResult<()> {
    let f = vm.profiler.get();
    if f.is_unbound() {
        return Ok(());
    }
    match call(vm, f, vm.reify(frame), event, arg) {
        Ok(_) => Ok(()),
        Err(e) => {
            vm.set_trace_function(true, Value::UNBOUND);
            Err(e)
        }
    }
}

/// Calls a trace or profile function, which is not traced itself.
fn call(vm: &Vm, f: Value, object: Ref<FrameObject>, event: &str, arg: Value) -> PyResult<Value> {
    let nesting = &vm.tracing.nesting;
    nesting.set(nesting.get() + 1);
    vm.update_tracing();
    let result = vm.call(f, &[object.value(), vm.intern(event).value(), arg]);
    nesting.set(nesting.get() - 1);
    vm.update_tracing();
    result
}

/// The native function or bound native method that a call instruction is about to call; unbound when it is something else.
fn native_callee(vm: &Vm, frame: Frame, pc: Pc, op: Op, i: I) -> PyResult<Value> {
    // SAFETY: the constants of call instructions are in their third word.
    let third = || unsafe { constant(pc, 2) };
    let first_argument = || frame.reg(i.b() + HEADER);
    let callee = match op {
        Op::CALL | Op::CALL_KW => frame.reg(i.b()),
        Op::CALL_EX => frame.reg(i.b()),
        Op::CALL_GLOBAL => global(vm, frame, third()),
        Op::CALL_METHOD => return method_callee(vm, first_argument(), third().to_str()),
        Op::CALL_METHOD_KW => {
            let name = third().to_tuple().and_then(|t| t.items()[0].to_str());
            return method_callee(vm, first_argument(), name);
        }
        _ => Value::UNBOUND,
    };
    if callee.has_shape(shape::NATIVE_FUNCTION) {
        return Ok(callee);
    }
    if callee.has_shape(shape::METHOD_DESCRIPTOR) && op == Op::CALL && i.c() > 0 {
        return bound(vm, callee, first_argument());
    }
    Ok(Value::UNBOUND)
}

fn global(vm: &Vm, frame: Frame, name: Value) -> Value {
    let globals = frame.function().globals();
    let found = name
        .to_str()
        .and_then(|name| globals.get_str(name).or_else(|| crate::modules::builtins_for(vm, globals).get_str(name)));
    found.unwrap_or(Value::UNBOUND)
}

fn method_callee(vm: &Vm, receiver: Value, name: Option<Ref<Str>>) -> PyResult<Value> {
    let Some(name) = name else { return Ok(Value::UNBOUND) };
    let ty = vm.type_of(receiver);
    let generic = ty.slots().getattro.is_some_and(|f| f as usize == attribute::generic_getattr as *const () as usize);
    if receiver.has_shape(shape::MODULE) {
        let f = vm.getattr_opt(receiver, name)?.filter(|f| f.has_shape(shape::NATIVE_FUNCTION));
        return Ok(f.unwrap_or(Value::UNBOUND));
    }
    if !generic {
        return Ok(Value::UNBOUND);
    }
    let own = if receiver.is_ptr() { instance::get(receiver, name) } else { None };
    match own.or_else(|| ty.lookup(vm, name)) {
        Some(f) if f.has_shape(shape::NATIVE_FUNCTION) => Ok(f),
        Some(f) if f.has_shape(shape::METHOD_DESCRIPTOR) => bound(vm, f, receiver),
        _ => Ok(Value::UNBOUND),
    }
}

/// A method of a native type bound to a fitting object.
fn bound(vm: &Vm, descriptor: Value, receiver: Value) -> PyResult<Value> {
    // SAFETY: callers check the shape.
    let m = unsafe { descriptor.cast::<MethodDescriptor>() };
    if !vm.isinstance(receiver, vm.class_arg(m.owner)) {
        return Ok(Value::UNBOUND);
    }
    Ok(vm.new_native(m.def, receiver, m.owner.to_type(), None))
}
