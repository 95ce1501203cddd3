//! `P.args` and `P.kwargs` of a parameter specification.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{MethodDef, method};
use crate::object::{CompareOp, GetSetDef, Header, HeapObject, Ref, ShapeId, Slots, TypeDef, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of both.
#[repr(C)]
pub struct Part {
    header: Header,
    origin: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Part {}

fn this(v: Value) -> Ref<Part> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}

pub(super) fn part(vm: &Vm, shape: ShapeId, origin: Value) -> Value {
    vm.alloc(shape, Part { header: Header::EMPTY, origin }).value()
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let what = if v.has_shape(shape::PARAM_SPEC_ARGS) { "args" } else { "kwargs" };
    let origin = this(v).origin;
    let name = if super::is(origin, shape::PARAM_SPEC) {
        vm.str(vm.getattr(origin, vm.names().__name__)?)?
    } else {
        vm.repr(origin)?
    };
    Ok(vm.new_str(&format!("{name}.{what}")).value())
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let kin = b.is_ptr() && vm.type_of(a) == vm.type_of(b);
    if !kin || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.compare(this(a).origin, this(b).origin, op)
}

fn refuse_subclass(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    throw!(vm, TYPE_ERROR, "Cannot subclass an instance of {}", vm.type_of(args[0]).name())
}

static METHODS: &[MethodDef] = &[method("__mro_entries__", "(bases, /)", refuse_subclass, "An error.")];
static GETSET: &[GetSetDef] = &[member("__origin__", |_, v| Ok(this(v).origin), "The parameter specification.")];

pub static ARGS_TYPE: TypeDef = TypeDef {
    name: "typing.ParamSpecArgs",
    doc: "The positional arguments that a parameter specification stands for.",
    size: size_of::<Part>(),
    flags: type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), compare: Some(compare), ..Slots::EMPTY },
    new: Some(method("__new__", "(origin)", |vm, a| Ok(part(vm, shape::PARAM_SPEC_ARGS, a[1])), "")),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::NEW
};

pub static KWARGS_TYPE: TypeDef = TypeDef {
    name: "typing.ParamSpecKwargs",
    doc: "The keyword arguments that a parameter specification stands for.",
    size: size_of::<Part>(),
    flags: type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), compare: Some(compare), ..Slots::EMPTY },
    new: Some(method("__new__", "(origin)", |vm, a| Ok(part(vm, shape::PARAM_SPEC_KWARGS, a[1])), "")),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::NEW
};
