//! Weak proxies: objects that do whatever their target does, and raise ReferenceError once it is dead.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{Args, method};
use crate::object::{BinaryOp, CompareOp, Slots, TypeDef, UnaryOp};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{WeakRef, describe, this, trace};

/// The object behind a proxy, or the value itself when it is none.
fn unwrap(vm: &Vm, v: Value) -> PyResult<Value> {
    if !v.has_shape(shape::WEAKPROXY) && !v.has_shape(shape::CALLABLE_WEAKPROXY) {
        return Ok(v);
    }
    match this(v).target() {
        Some(target) => Ok(target),
        None => throw!(vm, REFERENCE_ERROR, "weakly-referenced object no longer exists"),
    }
}

macro_rules! binary {
    ($op:ident) => {
        Some(|vm, a, b| vm.binary(BinaryOp::$op, unwrap(vm, a)?, unwrap(vm, b)?))
    };
}
macro_rules! inplace {
    ($op:ident) => {
        Some(|vm, a, b| vm.inplace(BinaryOp::$op, unwrap(vm, a)?, unwrap(vm, b)?))
    };
}
macro_rules! unary {
    ($op:ident) => {
        Some(|vm, v| vm.unary(UnaryOp::$op, unwrap(vm, v)?))
    };
}

fn setattr(vm: &Vm, v: Value, name: Value, value: Value) -> PyResult<()> {
    let target = unwrap(vm, v)?;
    let name = vm.attribute_name(name)?;
    if value.is_unbound() { vm.delattr(target, name) } else { vm.setattr(target, name, value) }
}

fn setitem(vm: &Vm, v: Value, key: Value, value: Value) -> PyResult<()> {
    let target = unwrap(vm, v)?;
    if value.is_unbound() { vm.delitem(target, key) } else { vm.setitem(target, key, value) }
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let target = unwrap(vm, v)?;
    if vm.type_of(target).slots().next.is_none() {
        throw!(vm, TYPE_ERROR, "Weakref proxy referenced a non-iterator '{}' object", vm.type_name(target));
    }
    Ok(vm.next(target)?.unwrap_or(Value::UNBOUND))
}

/// Calls a conversion's dunder method of the target.
fn convert(vm: &Vm, v: Value, name: &'static str, what: &str) -> PyResult<Value> {
    let target = unwrap(vm, v)?;
    match vm.call_special(target, vm.intern(name), &[])? {
        Some(result) => Ok(result),
        None => throw!(vm, TYPE_ERROR, "'{}' object cannot be interpreted as {what}", vm.type_name(target)),
    }
}

fn unhashable(vm: &Vm, v: Value) -> PyResult<i64> {
    throw!(vm, TYPE_ERROR, "unhashable type: '{}'", vm.type_of(v).layout().name)
}

fn call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let target = unwrap(vm, v)?;
    vm.call_args(target, args)
}

const SLOTS: Slots = Slots {
    repr: Some(|vm, v| describe(vm, v, "weakproxy", false)),
    str: Some(|vm, v| Ok(vm.str(unwrap(vm, v)?)?.value())),
    hash: Some(unhashable),
    getattro: Some(|vm, v, name| {
        let target = unwrap(vm, v)?;
        vm.getattr(target, vm.attribute_name(name)?)
    }),
    setattro: Some(setattr),
    compare: Some(|vm, a, b, op: CompareOp| vm.compare(unwrap(vm, a)?, unwrap(vm, b)?, op)),
    iter: Some(|vm, v| vm.iter(unwrap(vm, v)?)),
    next: Some(next),
    add: binary!(Add),
    sub: binary!(Sub),
    mul: binary!(Mul),
    matmul: binary!(MatMul),
    truediv: binary!(TrueDiv),
    floordiv: binary!(FloorDiv),
    modulo: binary!(Mod),
    divmod: Some(|vm, a, b| vm.divmod(unwrap(vm, a)?, unwrap(vm, b)?)),
    lshift: binary!(LShift),
    rshift: binary!(RShift),
    and: binary!(And),
    or: binary!(Or),
    xor: binary!(Xor),
    pow: Some(|vm, a, b, modulus| vm.power(unwrap(vm, a)?, unwrap(vm, b)?, unwrap(vm, modulus)?)),
    iadd: inplace!(Add),
    isub: inplace!(Sub),
    imul: inplace!(Mul),
    imatmul: inplace!(MatMul),
    itruediv: inplace!(TrueDiv),
    ifloordiv: inplace!(FloorDiv),
    imodulo: inplace!(Mod),
    ipow: Some(|vm, a, b| vm.inplace_power(unwrap(vm, a)?, unwrap(vm, b)?)),
    ilshift: inplace!(LShift),
    irshift: inplace!(RShift),
    iand: inplace!(And),
    ior: inplace!(Or),
    ixor: inplace!(Xor),
    neg: unary!(Neg),
    pos: unary!(Pos),
    abs: Some(|vm, v| convert(vm, v, "__abs__", "a number")),
    invert: unary!(Invert),
    bool: Some(|vm, v| vm.truthy(unwrap(vm, v)?)),
    int: Some(|vm, v| convert(vm, v, "__int__", "an integer")),
    float: Some(|vm, v| convert(vm, v, "__float__", "a float")),
    index: Some(|vm, v| vm.index(unwrap(vm, v)?)),
    len: Some(|vm, v| vm.len(unwrap(vm, v)?)),
    getitem: Some(|vm, v, key| vm.getitem(unwrap(vm, v)?, key)),
    setitem: Some(setitem),
    contains: Some(|vm, v, x| vm.contains(unwrap(vm, v)?, x)),
    ..Slots::EMPTY
};

fn bytes(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let target = unwrap(vm, args[0])?;
    vm.call_method(target, vm.names().__bytes__, &[])
}

fn reversed(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let target = unwrap(vm, args[0])?;
    vm.call_method(target, vm.names().__reversed__, &[])
}

const METHODS: &[crate::native::MethodDef] = &[
    method("__bytes__", "()", bytes, "The target's bytes."),
    method("__reversed__", "()", reversed, "The target's reversed iterator."),
];

/// `weakref.ref[…]`
pub(super) fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_generic_alias(args[0], args[1])
}

pub static PROXY_TYPE: TypeDef = TypeDef {
    name: "weakref.ProxyType",
    doc: "",
    size: size_of::<WeakRef>(),
    flags: crate::object::type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace),
    slots: SLOTS,
    methods: METHODS,
    ..TypeDef::NEW
};

pub static CALLABLE_PROXY_TYPE: TypeDef = TypeDef {
    name: "weakref.CallableProxyType",
    doc: "",
    size: size_of::<WeakRef>(),
    flags: crate::object::type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace),
    slots: Slots { call: Some(call), ..SLOTS },
    methods: METHODS,
    ..TypeDef::NEW
};
