//! `types.SimpleNamespace`.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{CompareOp, Header, HeapObject, Slot, Slots, TypeDef, instance, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of namespaces: attributes only.
#[repr(C)]
pub struct Namespace {
    header: Header,
    attrs: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Namespace {}

pub fn new(vm: &Vm) -> Value {
    vm.alloc(shape::NAMESPACE, Namespace { header: Header::EMPTY, attrs: Slot::unbound() }).value()
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.alloc_instance(vm.class_arg(args[0]), Namespace { header: Header::EMPTY, attrs: Slot::unbound() }).value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = args[1].to_tuple().expect("bound by *args");
    if given.len() > 1 {
        throw!(vm, TYPE_ERROR, "{} expected at most 1 argument, got {}", vm.type_name(args[0]), given.len());
    }
    if let [m] = given.items() {
        let d = vm.call(shape::DICT.ty().value(), &[*m])?;
        for (k, v) in d.to_dict().expect("a dict").iter() {
            let Some(k) = k.to_str() else { throw!(vm, TYPE_ERROR, "keywords must be strings") };
            vm.setattr(args[0], k, v)?;
        }
    }
    for (k, v) in args[2].to_dict().expect("bound by **kwargs").iter() {
        vm.setattr(args[0], k.to_str().expect("keywords are strings"), v)?;
    }
    Ok(Value::NONE)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let name = if vm.type_of(v) == shape::NAMESPACE.ty() { "namespace".to_owned() } else { vm.type_name(v) };
    if !vm.repr_enter(v)? {
        return Ok(vm.new_str(&format!("{name}(...)")).value());
    }
    let mut parts = Vec::new();
    let names = instance::names(vm, v);
    for i in 0..names.len() {
        if let Some(n) = names.get(i).and_then(Value::to_str)
            && let Some(x) = instance::get(v, n)
        {
            match vm.repr(x) {
                Ok(r) => parts.push(format!("{n}={r}")),
                Err(e) => {
                    vm.repr_leave(v);
                    return Err(e);
                }
            }
        }
    }
    vm.repr_leave(v);
    Ok(vm.new_str(&format!("{name}({})", parts.join(", "))).value())
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !vm.isinstance(b, shape::NAMESPACE.ty()) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (instance::dict(vm, a), instance::dict(vm, b));
    match (x, y) {
        (Some(x), Some(y)) => vm.compare(x.value(), y.value(), op),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn replace(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = instance::dict(vm, args[0]).expect("namespaces have attributes").copy(vm)?;
    for (k, v) in args[1].to_dict().expect("bound by **kwargs").iter() {
        d.set(vm, k, v)?;
    }
    vm.call_dict(vm.type_of(args[0]).value(), &[], d)
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = instance::dict(vm, args[0]).expect("namespaces have attributes");
    Ok(vm.new_tuple(&[vm.type_of(args[0]).value(), vm.new_tuple(&[]).value(), d.value()]).value())
}

pub static TYPE: TypeDef = TypeDef {
    name: "types.SimpleNamespace",
    doc: "A simple attribute-based namespace.",
    size: size_of::<Namespace>(),
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), compare: Some(compare), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", create, "")),
    init: Some(method("__init__", "(*args, **kwargs)", init, "")),
    methods: &[
        method("__replace__", "(**changes)", replace, "A copy with some attributes changed."),
        method("__reduce__", "()", reduce, "How to make the namespace anew."),
    ],
    getset: &[super::object::DICT_GETSET],
    ..TypeDef::NEW
};
