//! Frame objects: frames on the register stack as programs see them.
//!
//! A frame object is made when somebody asks. While its frame runs, the frame's link is the object, which keeps the inner link;
//! when the frame is left, the registers are copied into the object.

use crate::builtins::code::Code;
use crate::builtins::dict::Dict;
use crate::builtins::function::Function;
use crate::builtins::generator::{self, Generator, State};
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::bytecode::unit::{Position, flags};
use crate::eval::frame::{Frame, Pc, Regs};
use crate::eval::generator as eval_generator;
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
    /// The trace function of this frame, or None.
    pub(crate) trace: Slot,
    pub(crate) trace_lines: Slot,
    pub(crate) trace_opcodes: Slot,
    /// The line that was traced last, 0 for none; whether a jump led here (`eval::trace`).
    pub(crate) seen_line: Word,
    pub(crate) jump: Word,
    /// One more than the line an event is about, 0 outside events.
    pub(crate) shown_line: Word,
    locals: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for FrameObject {}

pub(crate) fn this(v: Value) -> Ref<FrameObject> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

/// Where a frame object or a generator says whose activation it is.
pub(crate) fn function_slot(v: Value) -> &'static Slot {
    // SAFETY: the callers' objects live on; which layout it is the shape says.
    unsafe {
        if v.has_shape(shape::FRAME) { &(*this(v).as_ptr()).function } else { &(*generator::this(v).as_ptr()).function }
    }
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
            seen_line: Word::new(0),
            jump: Word::new(0),
            shown_line: Word::new(0),
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
        if eval_generator::is_link(link) {
            f.generator.set(link);
            generator::this(link).frame.set(f.value());
        }
        f
    }
    /// Prepares leaving a frame: its object, if any, takes the registers over. Answers the inner link.
    pub(crate) fn unreify(&self, frame: Frame) -> Value {
        if frame.link().has_shape(shape::FRAME) {
            this(frame.link()).offset.set(frame.code().offset_of(self.pc.get()) as u64);
        }
        self.unreify_in_place(frame)
    }
    /// Notes where an exception was raised in a frame, for the case that it leaves the frame from a handler.
    pub(crate) fn note_raise(&self, frame: Frame, pc: Pc) {
        if frame.link().has_shape(shape::FRAME) {
            this(frame.link()).offset.set(frame.code().offset_of(pc) as u64);
        }
    }
    /// As `unreify`; the frame's object stands where its last exception was raised.
    pub(crate) fn unreify_in_place(&self, frame: Frame) -> Value {
        let link = frame.link();
        if !link.has_shape(shape::FRAME) {
            return link;
        }
        let f = this(link);
        let code = frame.code();
        // The chain of callers stays visible through `f_back`; what a generator calls back to changes.
        if f.generator.bound().is_none()
            && let Some((outer, _)) = frame.outer()
        {
            f.back.set(self.reify(outer).value());
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

/// The link that a running frame's object displaced.
pub(crate) fn displaced_link(object: Value) -> Value {
    this(object).link.get()
}

fn cells_end(code: Ref<Code>) -> usize {
    let side = code.side();
    side.cell_registers.iter().chain(&side.free_registers).map(|r| *r as usize + 1).max().unwrap_or(0)
}

/// A register's value, unbound when the register was never written and holds an old word.
fn sane(vm: &Vm, v: Value) -> Value {
    if v.is_ptr() && !vm.is_live_object(v) { Value::UNBOUND } else { v }
}

/// Where a running frame stands, in this or another thread.
fn pc_of(vm: &Vm, frame: Frame) -> Option<Pc> {
    let found = |t: &Vm| t.frames().find(|(f, _)| *f == frame).map(|(_, pc)| pc);
    found(vm).or_else(|| {
        let mut pc = None;
        vm.stop_the_world(|| vm.for_each_thread(|t| pc = pc.or_else(|| found(t))));
        pc
    })
}

/// The object of a generator's frame, running or suspended: one for the generator's life.
pub(crate) fn of_generator(vm: &Vm, v: Value) -> Value {
    let g = generator::this(v);
    if let Some(f) = g.frame.bound() {
        return f;
    }
    if g.state() == State::Running
        && let Some((frame, _)) = vm.frames().find(|(frame, _)| frame.link() == v)
    {
        return vm.reify(frame).value();
    }
    let offset = g.code().offset_of(g.pc()).saturating_sub(1);
    let f = new(vm, g.function.get(), std::ptr::null_mut(), offset, v);
    f.generator.set(v);
    g.frame.set(f.value());
    f.value()
}

/// The object of a generator's frame stands for the frame at `base` from now on. Answers the frame's link.
pub(crate) fn resumed(object: Value, base: Regs) -> Value {
    this(object).base.set(base as u64);
    object
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
            Some(frame) => pc_of(vm, frame).map_or_else(|| self.offset.get() as u32, |pc| self.code().offset_of(pc)),
            None => self.offset.get() as u32,
        }
    }
    pub(crate) fn position(self, vm: &Vm) -> Position {
        self.code().position(self.offset(vm))
    }
    /// The generator whose registers these are: it is suspended.
    fn suspended(self) -> Option<Ref<Generator>> {
        let g = generator::this(self.generator.bound()?);
        matches!(g.state(), State::Created | State::Suspended).then_some(g)
    }
    fn register(self, vm: &Vm, i: usize) -> Value {
        let v = match (self.running(), self.suspended()) {
            (Some(frame), _) => frame.reg(i),
            (None, Some(g)) => g.register_value(i),
            _ => self.registers.get().to_tuple().and_then(|t| t.items().get(i).copied()).unwrap_or(Value::UNBOUND),
        };
        sane(vm, v)
    }
    fn set_register(self, vm: &Vm, i: usize, v: Value) -> PyResult<()> {
        match (self.running(), self.suspended()) {
            (Some(frame), _) => frame.set_reg(i, v),
            (None, Some(g)) => g.set_register_value(i, v),
            _ => {
                let old = self.registers.get().to_tuple().map_or(&[][..], |t| t.items());
                let n = old.len().max(i + 1);
                let at = |k: usize| if k == i { v } else { old.get(k).copied().unwrap_or(Value::UNBOUND) };
                let kept = vm.new_tuple_with(n, |k| Ok(at(k)))?;
                self.registers.set(kept.value());
            }
        }
        Ok(())
    }
    /// The value of a variable, unless it is unbound.
    pub(crate) fn variable(self, vm: &Vm, place: Place) -> Option<Value> {
        let v = self.register(vm, place.register);
        let v = if place.cell && v.has_shape(shape::CELL) { unsafe_cell(v) } else { v };
        // A cell that is not made yet.
        (!v.is_unbound()).then_some(v)
    }
    pub(crate) fn set_variable(self, vm: &Vm, place: Place, x: Value) -> PyResult<()> {
        let v = self.register(vm, place.register);
        if place.cell && v.has_shape(shape::CELL) {
            // SAFETY: the shape was checked.
            unsafe { v.cast::<super::cell::Cell>() }.content.set(x);
            return Ok(());
        }
        self.set_register(vm, place.register, x)
    }
    /// Names that programs set in `f_locals` and that are no variables.
    pub(crate) fn extra(self) -> Option<Ref<Dict>> {
        self.locals.bound().and_then(Value::to_dict)
    }
    pub(crate) fn extra_or_new(self, vm: &Vm) -> Ref<Dict> {
        self.extra().unwrap_or_else(|| {
            let d = vm.new_dict();
            self.locals.set(d.value());
            d
        })
    }
}

/// Where a variable lives.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    register: usize,
    cell: bool,
}

/// The variables of a code in order: locals, then cells, then those of enclosing functions.
fn places(code: Ref<Code>) -> impl Iterator<Item = (Ref<Str>, Place)> {
    let side = code.side();
    let name = |v: &Value| v.to_str().expect("a name");
    let locals = code.varnames().items().iter().enumerate().map(move |(i, v)| {
        let cell = side.cell_registers.iter().any(|r| *r as usize == i);
        (name(v), Place { register: i, cell })
    });
    let cells = code.cellvars().items().iter().zip(&side.cell_registers);
    let frees = code.freevars().items().iter().zip(&side.free_registers);
    let behind = cells.chain(frees).map(move |(v, r)| (name(v), Place { register: *r as usize, cell: true }));
    // Other names with a dot are the compiler's own.
    locals.chain(behind).filter(|(name, _)| !name.as_ascii().is_some_and(|s| s.starts_with('.') && s != ".0"))
}

pub(crate) fn place(code: Ref<Code>, name: Ref<Str>) -> Option<Place> {
    places(code).find(|(n, _)| *n == name || n.same_text(&name)).map(|(_, place)| place)
}

/// A dict of the variables of a frame that have values.
pub(crate) fn variables(vm: &Vm, f: Ref<FrameObject>) -> PyResult<Ref<Dict>> {
    let d = vm.new_dict();
    for (name, place) in places(f.code()) {
        if let Some(v) = f.variable(vm, place) {
            d.set_str(vm, name, v);
        }
    }
    if let Some(frame) = f.running() {
        inlined(vm, frame, d);
    }
    Ok(d)
}

/// Adds the variables of the comprehensions in which a running frame is.
fn inlined(vm: &Vm, frame: Frame, d: Ref<Dict>) {
    let code = frame.code();
    let pc = pc_of(vm, frame).map_or(0, |pc| code.offset_of(pc));
    let scopes = code.side().unit.inlined.iter().filter(|scope| scope.start <= pc && pc < scope.end);
    // Inner comprehensions come first in the table; their variables hide those of outer ones.
    for scope in scopes.collect::<Vec<_>>().into_iter().rev() {
        for (name, register) in &scope.variables {
            let v = sane(vm, frame.reg(*register as usize));
            let v = if v.has_shape(shape::CELL) { unsafe_cell(v) } else { v };
            if !v.is_unbound() {
                d.set_str(vm, vm.intern(name), v);
            }
        }
    }
}

/// A dict of the variables of a frame, or its namespace.
pub(crate) fn locals(vm: &Vm, frame: Frame) -> PyResult<Value> {
    let code = frame.code();
    let d = if code.flags & flags::NAMESPACE == 0 {
        let d = vm.new_dict();
        for (name, place) in places(code) {
            let v = sane(vm, frame.reg(place.register));
            let v = if place.cell && v.has_shape(shape::CELL) { unsafe_cell(v) } else { v };
            if !v.is_unbound() {
                d.set_str(vm, name, v);
            }
        }
        if frame.link().has_shape(shape::FRAME)
            && let Some(more) = this(frame.link()).extra()
        {
            for (k, v) in more.copy(vm)?.iter() {
                d.set(vm, k, v)?;
            }
        }
        d
    } else if in_comprehension(vm, frame) {
        vm.new_dict()
    } else {
        return Ok(frame.reg(0));
    };
    inlined(vm, frame, d);
    Ok(d.value())
}

fn in_comprehension(vm: &Vm, frame: Frame) -> bool {
    let code = frame.code();
    let pc = pc_of(vm, frame).map_or(0, |pc| code.offset_of(pc));
    code.side().unit.inlined.iter().any(|scope| scope.start <= pc && pc < scope.end)
}

/// The content of a cell, unbound when empty.
fn unsafe_cell(v: Value) -> Value {
    // SAFETY: callers check the shape.
    unsafe { v.cast::<super::cell::Cell>() }.content.get()
}

fn f_locals(vm: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    if f.code().flags & flags::NAMESPACE == 0 {
        return Ok(super::frame_locals::new(vm, v));
    }
    match f.running() {
        Some(frame) => locals(vm, frame),
        None => Ok(f.register(vm, 0)),
    }
}

fn f_back(vm: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    match f.running() {
        Some(frame) => Ok(frame.outer().map_or(Value::NONE, |(outer, _)| vm.reify(outer).value())),
        None => Ok(f.back.bound().unwrap_or(Value::NONE)),
    }
}

fn f_lineno(vm: &Vm, v: Value) -> PyResult<Value> {
    let shown = this(v).shown_line.get();
    if shown != 0 {
        return Ok(Value::int(shown as i64 - 1));
    }
    Ok(match this(v).position(vm).line {
        0 => Value::NONE,
        _ if this(v).suspended().is_some_and(|g| !g.was_started()) => Value::int(this(v).code().first_line as i64),
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
    if f.suspended().is_some_and(|g| g.was_started()) {
        throw!(vm, RUNTIME_ERROR, "cannot clear a suspended frame");
    }
    f.registers.set(Value::UNBOUND);
    f.locals.set(Value::UNBOUND);
    Ok(Value::NONE)
}

fn set_trace(_: &Vm, v: Value, x: Value) -> PyResult<()> {
    this(v).trace.set(if x.is_unbound() { Value::NONE } else { x });
    Ok(())
}

fn flag_value(vm: &Vm, x: Value) -> PyResult<Value> {
    if x == Value::TRUE || x == Value::FALSE {
        return Ok(x);
    }
    throw!(vm, TYPE_ERROR, "attribute value type must be bool")
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
            |vm, v, x| {
                this(v).trace_lines.set(flag_value(vm, x)?);
                Ok(())
            },
            "Whether lines are traced.",
        ),
        getset(
            "f_trace_opcodes",
            |_, v| Ok(this(v).trace_opcodes.get()),
            |vm, v, x| {
                this(v).trace_opcodes.set(flag_value(vm, x)?);
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
