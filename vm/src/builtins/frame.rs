//! Frame objects: frames on the register stack as programs see them.
//!
//! A frame object is made when somebody asks. While its frame runs, the frame's link is the object, which keeps the inner link;
//! when the frame is left, the registers are copied into the object.

use crate::builtins::code::Code;
use crate::builtins::function::Function;
use crate::builtins::shape;
use crate::bytecode::unit::{Position, flags};
use crate::eval::frame::{Frame, Pc, Regs};
use crate::heap::{Marker, Trace};
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getset, getter, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of frame objects.
#[repr(C)]
pub struct FrameObject {
    header: Header,
    function: Slot,
    /// Registers of the running frame, 0 once it was left.
    base: Word,
    /// Word offset of the instruction, once the frame was left.
    offset: Word,
    /// The link that this object displaced.
    link: Slot,
    /// The registers once the frame was left: a tuple.
    registers: Slot,
    back: Slot,
    generator: Slot,
    trace: Slot,
    trace_lines: Slot,
    trace_opcodes: Slot,
    locals: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for FrameObject {}

pub(crate) fn this(v: Value) -> Ref<FrameObject> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new(vm: &Vm, function: Value, base: Regs, offset: u32, link: Value) -> Ref<FrameObject> {
    vm.alloc(
        shape::FRAME,
        FrameObject {
            header: Header::EMPTY,
            function: Slot::new(function),
            base: Word::new(base as u64),
            offset: Word::new(offset as u64),
            link: Slot::new(link),
            registers: Slot::unbound(),
            back: Slot::unbound(),
            generator: Slot::unbound(),
            trace: Slot::new(Value::NONE),
            trace_lines: Slot::new(Value::TRUE),
            trace_opcodes: Slot::new(Value::FALSE),
            locals: Slot::unbound(),
        },
    )
}

impl Vm {
    /// The object of a running frame.
    pub(crate) fn reify(&self, frame: Frame) -> Ref<FrameObject> {
        let link = frame.link();
        if link.has_shape(shape::FRAME) {
            return this(link);
        }
        let f = new(self, frame.function_value(), frame.0, 0, link);
        frame.set_link(f.value());
        f
    }
    /// Prepares leaving a frame: its object, if any, takes the registers over. Answers the inner link.
    pub(crate) fn unreify(&self, frame: Frame) -> Value {
        let link = frame.link();
        if !link.has_shape(shape::FRAME) {
            return link;
        }
        let f = this(link);
        let code = frame.code();
        f.offset.set(code.offset_of(self.pc.get()) as u64);
        if let Some((outer, _)) = frame.outer() {
            // The chain of callers stays visible through `f_back` when they have objects already.
            if outer.link().has_shape(shape::FRAME) {
                f.back.set(outer.link());
            }
        }
        // A namespace stands in the first register.
        let namespace = (code.flags & flags::NAMESPACE != 0) as usize;
        let kept = code.varnames().len().max(cells_end(code)).max(namespace).min(code.nregs as usize);
        // SAFETY: the frame's registers.
        let registers = unsafe { std::slice::from_raw_parts(frame.0, kept) };
        let kept =
            self.new_tuple_with(registers.len(), |i| Ok(sane(self, registers[i]))).expect("a frame has a sane size");
        f.registers.set(kept.value());
        f.base.set(0);
        frame.set_link(f.link.get());
        f.link.get()
    }
}

fn cells_end(code: Ref<Code>) -> usize {
    let side = code.side();
    side.cell_registers.iter().chain(&side.free_registers).map(|r| *r as usize + 1).max().unwrap_or(0)
}

/// A register's value, unbound when the register was never written and holds an old word.
fn sane(vm: &Vm, v: Value) -> Value {
    if v.is_ptr() && !vm.is_live_object(v) { Value::UNBOUND } else { v }
}

/// The object of a suspended generator's frame.
pub(crate) fn of_generator(vm: &Vm, v: Value) -> Value {
    let g = super::generator::this(v);
    let code = g.code();
    let f = new(vm, g.function.get(), std::ptr::null_mut(), code.offset_of(g.pc()).saturating_sub(1), Value::UNBOUND);
    f.generator.set(v);
    let n = code.varnames().len().max(cells_end(code)).min(code.nregs as usize);
    let kept = vm.new_tuple_with(n, |i| Ok(g.register_value(i))).expect("a frame has a sane size");
    f.registers.set(kept.value());
    f.value()
}

impl Ref<FrameObject> {
    pub(crate) fn function(self) -> Ref<Function> {
        // SAFETY: always a function.
        unsafe { self.function.get().cast() }
    }
    pub(crate) fn code(self) -> Ref<Code> {
        self.function().code()
    }
    fn running(self) -> Option<Frame> {
        let base = self.base.get() as Regs;
        if base.is_null() { None } else { Some(Frame(base)) }
    }
    /// The instruction the frame is at.
    fn offset(self, vm: &Vm) -> u32 {
        match self.running() {
            Some(frame) => {
                let pc: Option<Pc> = vm.frames().find(|(f, _)| *f == frame).map(|(_, pc)| pc);
                pc.map_or(0, |pc| self.code().offset_of(pc))
            }
            None => self.offset.get() as u32,
        }
    }
    pub(crate) fn position(self, vm: &Vm) -> Position {
        self.code().position(self.offset(vm))
    }
    fn register(self, i: usize) -> Value {
        match self.running() {
            Some(frame) => frame.reg(i),
            None => self.registers.get().to_tuple().and_then(|t| t.items().get(i).copied()).unwrap_or(Value::UNBOUND),
        }
    }
}

/// A dict of the variables of a frame, or its namespace.
pub(crate) fn locals(vm: &Vm, frame: Frame) -> PyResult<Value> {
    let code = frame.code();
    let pc = vm.frames().find(|(f, _)| *f == frame).map_or(0, |(_, pc)| code.offset_of(pc));
    let unit = &code.side().unit;
    let mut comprehensions = unit.inlined.iter().filter(|scope| scope.start <= pc && pc < scope.end).peekable();
    if code.flags & flags::NAMESPACE != 0 && comprehensions.peek().is_none() {
        return Ok(frame.reg(0));
    }
    let d = if code.flags & flags::NAMESPACE != 0 {
        vm.new_dict()
    } else {
        collect(vm, code, |i| sane(vm, frame.reg(i)))?.to_dict().expect("a dict of variables")
    };
    // Inner comprehensions come first in the table; their variables hide those of outer ones.
    for scope in comprehensions.collect::<Vec<_>>().into_iter().rev() {
        for (name, register) in &scope.variables {
            let v = sane(vm, frame.reg(*register as usize));
            let v = if v.has_shape(shape::CELL) { unsafe_cell(v) } else { v };
            if !v.is_unbound() {
                d.set_str(vm, vm.intern(name), v);
            }
        }
    }
    Ok(d.value())
}

fn collect(vm: &Vm, code: Ref<Code>, get: impl Fn(usize) -> Value) -> PyResult<Value> {
    let d = vm.new_dict();
    let side = code.side();
    let bound = |v: Value| if v.has_shape(shape::CELL) { unsafe_cell(v) } else { v };
    for (i, name) in code.varnames().items().iter().enumerate() {
        let name = name.to_str().expect("a name");
        let hidden = name.as_ascii().is_some_and(|s| s.starts_with('.'));
        let v = get(i);
        let is_cell = side.cell_registers.iter().any(|r| *r as usize == i);
        let v = if is_cell { bound(v) } else { v };
        if !hidden && !v.is_unbound() {
            d.set_str(vm, name, v);
        }
    }
    let cells = code.cellvars().items().iter().zip(&side.cell_registers);
    let frees = code.freevars().items().iter().zip(&side.free_registers);
    for (name, r) in cells.chain(frees) {
        let v = get(*r as usize);
        let v = if v.has_shape(shape::CELL) { unsafe_cell(v) } else { Value::UNBOUND };
        if !v.is_unbound() {
            d.set_str(vm, name.to_str().expect("a name"), v);
        }
    }
    Ok(d.value())
}

/// The content of a cell, unbound when empty.
fn unsafe_cell(v: Value) -> Value {
    // SAFETY: callers check the shape.
    unsafe { v.cast::<super::cell::Cell>() }.content.get()
}

fn f_locals(vm: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    if f.code().flags & flags::NAMESPACE != 0 {
        return Ok(f.register(0));
    }
    collect(vm, f.code(), |i| sane(vm, f.register(i)))
}

fn f_back(vm: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    match f.running() {
        Some(frame) => Ok(frame.outer().map_or(Value::NONE, |(outer, _)| vm.reify(outer).value())),
        None => Ok(f.back.bound().unwrap_or(Value::NONE)),
    }
}

fn f_lineno(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(match this(v).position(vm).line {
        0 => Value::NONE,
        n => Value::int(n as i64),
    })
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    let code = f.code();
    let text = format!(
        "<frame at {:#x}, file {}, line {}, code {}>",
        v.bits(),
        vm.repr(code.filename().value())?,
        f.position(vm).line,
        code.name()
    );
    Ok(vm.new_str(&text).value())
}

fn clear(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = this(args[0]);
    if f.running().is_some() {
        throw!(vm, RUNTIME_ERROR, "cannot clear an executing frame");
    }
    if let Some(g) = f.generator.bound()
        && super::generator::this(g).state() == super::generator::State::Suspended
    {
        throw!(vm, RUNTIME_ERROR, "cannot clear a suspended frame");
    }
    f.registers.set(Value::UNBOUND);
    Ok(Value::NONE)
}

fn set_trace(_: &Vm, v: Value, x: Value) -> PyResult<()> {
    this(v).trace.set(if x.is_unbound() { Value::NONE } else { x });
    Ok(())
}

/// Marks everything but the raw words.
///
/// # Safety
/// `p` addresses a live `FrameObject`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let f = unsafe { &*p.cast::<FrameObject>() };
    for slot in [
        &f.function,
        &f.link,
        &f.registers,
        &f.back,
        &f.generator,
        &f.trace,
        &f.trace_lines,
        &f.trace_opcodes,
        &f.locals,
    ] {
        marker.slot(slot);
    }
}

pub static TYPE: TypeDef = TypeDef {
    name: "frame",
    size: size_of::<FrameObject>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace),
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    methods: &[method("clear", "()", clear, "Drop the frame's references to its variables.")],
    getset: &[
        getter("f_back", f_back, "The frame that called this one."),
        getter("f_code", |_, v| Ok(this(v).code().origin().value()), "The code."),
        getter("f_globals", |_, v| Ok(this(v).function().globals.get()), "The global names."),
        getter(
            "f_builtins",
            |vm, v| Ok(crate::modules::builtins_for(vm, this(v).function().globals()).value()),
            "The builtin names.",
        ),
        getter("f_locals", f_locals, "The variables."),
        getset(
            "f_lineno",
            f_lineno,
            |vm, _, _| throw!(vm, VALUE_ERROR, "f_lineno can only be set by a trace function"),
            "The current line.",
        ),
        getter("f_lasti", |vm, v| Ok(vm.new_int(this(v).offset(vm) as i64 * 2)), "The current instruction."),
        getter(
            "f_generator",
            |_, v| Ok(this(v).generator.bound().unwrap_or(Value::NONE)),
            "The generator this frame belongs to.",
        ),
        getset("f_trace", |_, v| Ok(this(v).trace.get()), set_trace, "The trace function."),
        getset(
            "f_trace_lines",
            |_, v| Ok(this(v).trace_lines.get()),
            |_, v, x| {
                this(v).trace_lines.set(x);
                Ok(())
            },
            "Whether lines are traced.",
        ),
        getset(
            "f_trace_opcodes",
            |_, v| Ok(this(v).trace_opcodes.get()),
            |_, v, x| {
                this(v).trace_opcodes.set(x);
                Ok(())
            },
            "Whether instructions are traced.",
        ),
    ],
    ..TypeDef::NEW
};

/// An object for a frame that never ran.
pub(crate) fn detached(vm: &Vm, function: Value) -> Ref<FrameObject> {
    new(vm, function, std::ptr::null_mut(), 0, Value::UNBOUND)
}
