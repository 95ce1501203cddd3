//! Cells: variables that closures share.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{CompareOp, Header, HeapObject, Ref, Slot, Slots, TypeDef, getset};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of cells.
#[repr(C)]
pub struct Cell {
    header: Header,
    pub(crate) content: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Cell {}

impl Vm {
    /// A new cell, empty when the value is unbound.
    pub(crate) fn new_cell(&self, v: Value) -> Ref<Cell> {
        self.alloc(shape::CELL, Cell { header: Header::EMPTY, content: Slot::new(v) })
    }
}

fn this(v: Value) -> Ref<Cell> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let text = match this(v).content.bound() {
        Some(x) => format!("<cell at {:#x}: {} object at {:#x}>", v.bits(), vm.type_name(x), x.bits()),
        None => format!("<cell at {:#x}: empty>", v.bits()),
    };
    Ok(vm.new_str(&text).value())
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(shape::CELL) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match (this(a).content.bound(), this(b).content.bound()) {
        (Some(x), Some(y)) => vm.compare(x, y, op),
        (x, y) => Ok(Value::bool(op.holds(x.is_some().cmp(&y.is_some())))),
    }
}

fn contents(vm: &Vm, v: Value) -> PyResult<Value> {
    match this(v).content.bound() {
        Some(x) => Ok(x),
        None => throw!(vm, VALUE_ERROR, "Cell is empty"),
    }
}

pub static TYPE: TypeDef = TypeDef {
    name: "cell",
    doc: "Create a new cell object.",
    size: size_of::<Cell>(),
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), compare: Some(compare), ..Slots::EMPTY },
    new: Some(method("__new__", "(contents=<unset>, /)", |vm, args| Ok(vm.new_cell(args[1]).value()), "")),
    getset: &[getset(
        "cell_contents",
        contents,
        |_, v, x| {
            this(v).content.set(x);
            Ok(())
        },
        "The value of the variable.",
    )],
    ..TypeDef::NEW
};
