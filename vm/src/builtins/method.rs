//! Bound methods.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{Args, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, TypeDef, attribute, getter, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of bound methods.
#[repr(C)]
pub struct Method {
    header: Header,
    pub(crate) function: Value,
    pub(crate) instance: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Method {}

/// A function bound to an object.
pub fn new(vm: &Vm, function: Value, instance: Value) -> Value {
    vm.alloc(shape::METHOD, Method { header: Header::EMPTY, function, instance }).value()
}

pub(crate) fn this(v: Value) -> Ref<Method> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let m = this(v);
    let name = match vm.getattr_opt(m.function, vm.names().__qualname__)? {
        Some(n) => Some(n),
        None => vm.getattr_opt(m.function, vm.names().__name__)?,
    };
    let name = name.and_then(Value::to_str).map_or("?".into(), |s| s.to_string_lossy());
    Ok(vm.new_str(&format!("<bound method {name} of {}>", vm.repr(m.instance)?)).value())
}

fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    let m = this(v);
    let h = crate::builtins::object::identity_hash(m.instance) ^ vm.hash(m.function)?;
    Ok(if h == -1 { -2 } else { h })
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(shape::METHOD) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (this(a), this(b));
    let same = x.instance == y.instance && vm.eq(x.function, y.function)?;
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

fn call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    vm.call_prepended(this(v).function, this(v).instance, args)
}

/// Attributes of the method itself, else of its function.
fn getattro(vm: &Vm, v: Value, name: Value) -> PyResult<Value> {
    let n = vm.attribute_name(name)?;
    if vm.type_obj(shape::METHOD).lookup(vm, n).is_some() {
        return attribute::generic_getattr(vm, v, name);
    }
    vm.getattr(this(v).function, n)
}

fn make(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !vm.is_callable(args[1]) {
        throw!(vm, TYPE_ERROR, "first argument must be callable");
    }
    if args[2].is_none() {
        throw!(vm, TYPE_ERROR, "instance must not be None");
    }
    Ok(new(vm, args[1], args[2]))
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = this(args[0]);
    let getattr = vm.interp.builtins_dict().get_str(vm.intern("getattr")).expect("getattr is a builtin");
    let name = vm.getattr(m.function, vm.names().__name__)?;
    Ok(vm.new_tuple(&[getattr, vm.new_tuple(&[m.instance, name]).value()]).value())
}

pub static TYPE: TypeDef = TypeDef {
    name: "method",
    doc: "Create a bound instance method object.",
    size: size_of::<Method>(),
    flags: type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        call: Some(call),
        getattro: Some(getattro),
        descr_get: Some(|_, v, _, _| Ok(v)),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(function, instance, /)", make, "")),
    methods: &[method("__reduce__", "()", reduce, "How to make the method anew.")],
    getset: &[
        getter("__doc__", |vm, v| vm.getattr(this(v).function, vm.names().__doc__), "The function's documentation."),
        member("__func__", |_, v| Ok(this(v).function), "The function that implements the method."),
        member("__self__", |_, v| Ok(this(v).instance), "The instance the method is bound to."),
    ],
    ..TypeDef::NEW
};
