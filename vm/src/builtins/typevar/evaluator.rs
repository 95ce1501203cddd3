//! The evaluate functions of type parameters and aliases that were made by a call, not by syntax: they know the value.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::Args;
use crate::object::{Header, HeapObject, Ref, Slots, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The format in which annotations are asked for as text.
const AS_TEXT: i64 = 4;

/// The layout of constant evaluators.
#[repr(C)]
pub struct ConstEvaluator {
    header: Header,
    value: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for ConstEvaluator {}

fn this(v: Value) -> Ref<ConstEvaluator> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}

/// A function of a format that gives a known value.
pub(super) fn constant(vm: &Vm, value: Value) -> Value {
    vm.alloc(shape::CONST_EVALUATOR, ConstEvaluator { header: Header::EMPTY, value }).value()
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&format!("<constevaluator {}>", vm.repr(this(v).value)?)).value())
}

fn call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    if args.kwlen() > 0 {
        throw!(vm, TYPE_ERROR, "constevaluator.__call__() takes no keyword arguments");
    }
    let [format] = args.values else {
        throw!(vm, TYPE_ERROR, "constevaluator.__call__() takes exactly 1 argument ({} given)", args.values.len())
    };
    let value = this(v).value;
    if vm.index_i64(*format)? != AS_TEXT {
        return Ok(value);
    }
    let Some(items) = value.to_tuple() else {
        return Ok(vm.new_str(&crate::builtins::generic_alias::show(vm, value)?).value());
    };
    let mut parts = Vec::new();
    for x in items.items() {
        parts.push(crate::builtins::generic_alias::show(vm, *x)?);
    }
    Ok(vm.new_str(&format!("({})", parts.join(", "))).value())
}

pub static TYPE: TypeDef = TypeDef {
    name: "_typing._ConstEvaluator",
    doc: "Gives one value, or its text.",
    size: size_of::<ConstEvaluator>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), call: Some(call), ..Slots::EMPTY },
    ..TypeDef::NEW
};
