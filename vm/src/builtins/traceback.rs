//! Traceback objects.

use crate::builtins::frame;
use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, getset, getter, member};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of tracebacks.
#[repr(C)]
pub struct Traceback {
    header: Header,
    pub(crate) next: Slot,
    pub(crate) frame: Value,
    /// Word offset of the instruction, as an int.
    offset: Value,
    /// The line, as an int, when it was given; unbound: computed from the offset.
    line: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Traceback {}

pub(crate) fn new(vm: &Vm, next: Value, frame: Value, offset: u32) -> Value {
    let tb = Traceback {
        header: Header::EMPTY,
        next: Slot::new(next),
        frame,
        offset: Value::int(offset as i64),
        line: Value::UNBOUND,
    };
    vm.alloc(shape::TRACEBACK, tb).value()
}

/// An entry for a frame at its first line, before its first instruction.
pub(crate) fn new_at_line(vm: &Vm, next: Value, frame: Value, line: u32) -> Value {
    let tb = Traceback {
        header: Header::EMPTY,
        next: Slot::new(next),
        frame,
        offset: Value::int(-1),
        line: Value::int(line as i64),
    };
    vm.alloc(shape::TRACEBACK, tb).value()
}

fn this(v: Value) -> Ref<Traceback> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn lineno(_: &Vm, v: Value) -> PyResult<Value> {
    let tb = this(v);
    if !tb.line.is_unbound() {
        return Ok(tb.line);
    }
    match frame::this(tb.frame).code().position(tb.offset.as_int() as u32).line {
        0 => Ok(Value::NONE),
        n => Ok(Value::int(n as i64)),
    }
}

fn set_next(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() {
        throw!(vm, TYPE_ERROR, "can't delete tb_next attribute");
    }
    if !x.is_none() && !x.has_shape(shape::TRACEBACK) {
        throw!(vm, TYPE_ERROR, "expected traceback object, got '{}'", vm.type_name(x));
    }
    let mut at = x;
    while at.has_shape(shape::TRACEBACK) {
        if at == v {
            throw!(vm, VALUE_ERROR, "traceback loop detected");
        }
        at = this(at).next.get();
    }
    this(v).next.set(x);
    Ok(())
}

fn make(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [_, next, frame, lasti, line] = *args else { unreachable!("bound by the signature") };
    if !next.is_none() && !next.has_shape(shape::TRACEBACK) {
        throw!(vm, TYPE_ERROR, "expected traceback object or None, got '{}'", vm.type_name(next));
    }
    if !frame.has_shape(shape::FRAME) {
        throw!(vm, TYPE_ERROR, "traceback() argument 'tb_frame' must be frame, not {}", vm.type_name(frame));
    }
    // Programs count instructions in half words, as CPython does.
    let offset = Value::int(vm.index_i64(lasti)?.div_euclid(2));
    let line = vm.index(line)?;
    Ok(vm
        .alloc(shape::TRACEBACK, Traceback { header: Header::EMPTY, next: Slot::new(next), frame, offset, line })
        .value())
}

fn dir(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"].map(|n| vm.intern(n).value());
    Ok(vm.new_list(&names).value())
}

pub static TYPE: TypeDef = TypeDef {
    name: "traceback",
    doc: "Create a new traceback object.",
    size: size_of::<Traceback>(),
    trace: Trace::Fields(1),
    slots: Slots::EMPTY,
    new: Some(method("__new__", "(tb_next, tb_frame, tb_lasti, tb_lineno)", make, "")),
    methods: &[method("__dir__", "()", dir, "The attributes.")],
    getset: &[
        getset("tb_next", |_, v| Ok(this(v).next.get()), set_next, "The traceback of the frame inside."),
        member("tb_frame", |_, v| Ok(this(v).frame), "The frame."),
        member("tb_lasti", |_, v| Ok(Value::int(this(v).offset.as_int() * 2)), "The instruction."),
        getter("tb_lineno", lineno, "The line."),
    ],
    ..TypeDef::NEW
};
