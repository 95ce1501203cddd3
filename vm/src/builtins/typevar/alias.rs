//! `TypeAliasType`: what `type X = …` makes.

use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, getset, getter, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{evaluator, unpack, unpacked};

/// The layout of type aliases.
#[repr(C)]
pub struct TypeAlias {
    header: Header,
    name: Value,
    qualname: Value,
    /// A tuple.
    parameters: Value,
    value: Slot,
    evaluate: Slot,
    /// The module's name; unbound for the module of the evaluate function.
    module: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for TypeAlias {}

fn this(v: Value) -> Ref<TypeAlias> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}

fn parameters(v: Value) -> Ref<Tuple> {
    this(v).parameters.to_tuple().expect("an alias holds a tuple")
}

/// What the statement makes.
pub(crate) fn new_alias(vm: &Vm, name: Value, parameters: Value, evaluate: Value) -> PyResult<Value> {
    let parameters = if parameters.to_tuple().is_some() { parameters } else { vm.new_tuple(&[]).value() };
    let qualname = vm.getattr(evaluate, vm.names().__qualname__)?;
    let alias = TypeAlias {
        header: Header::EMPTY,
        name,
        qualname,
        parameters,
        value: Slot::unbound(),
        evaluate: Slot::new(evaluate),
        module: Slot::unbound(),
    };
    Ok(vm.alloc(shape::TYPE_ALIAS, alias).value())
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [_, name, value, parameters, qualname] = *args else { unreachable!("bound by the signature") };
    if name.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "typealias() argument 'name' must be str, not {}", vm.type_name(name));
    }
    let parameters = if parameters.is_unbound() { vm.new_tuple(&[]).value() } else { parameters };
    let Some(given) = parameters.to_tuple() else { throw!(vm, TYPE_ERROR, "type_params must be a tuple") };
    let mut seen_default = false;
    for p in given.items() {
        if ![shape::TYPE_VAR, shape::PARAM_SPEC, shape::TYPE_VAR_TUPLE].iter().any(|s| super::is(*p, *s)) {
            throw!(vm, TYPE_ERROR, "Expected a type param, got {}", vm.repr(*p)?);
        }
        let has = vm.truthy(vm.call_method(*p, vm.intern("has_default"), &[])?)?;
        if seen_default && !has {
            throw!(vm, TYPE_ERROR, "non-default type parameter '{}' follows default type parameter", vm.repr(*p)?);
        }
        seen_default |= has;
    }
    if !qualname.is_none() && qualname.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "qualname must be a string");
    }
    let alias = TypeAlias {
        header: Header::EMPTY,
        name,
        qualname: if qualname.is_none() { name } else { qualname },
        parameters,
        value: Slot::new(value),
        evaluate: Slot::unbound(),
        module: Slot::new(super::caller_module(vm)),
    };
    Ok(vm.alloc(shape::TYPE_ALIAS, alias).value())
}

fn value(vm: &Vm, v: Value) -> PyResult<Value> {
    let a = this(v);
    if let Some(x) = a.value.bound() {
        return Ok(x);
    }
    let x = vm.call(a.evaluate.get(), &[Value::int(1)])?;
    a.value.set(x);
    Ok(x)
}

fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    if parameters(v).is_empty() {
        throw!(vm, TYPE_ERROR, "Only generic type aliases are subscriptable");
    }
    crate::builtins::generic_alias::new(vm, v, k)
}

fn module(vm: &Vm, v: Value) -> PyResult<Value> {
    let a = this(v);
    if let Some(own) = a.module.bound() {
        return Ok(own);
    }
    vm.getattr(a.evaluate.get(), vm.names().__module__)
}

fn set_module(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() {
        return Err(vm.error(crate::exceptions::exc::ATTRIBUTE_ERROR, "readonly attribute"));
    }
    this(v).module.set(x);
    Ok(())
}

pub static TYPE: TypeDef = TypeDef {
    name: "typing.TypeAliasType",
    doc: "A name for a type, which is evaluated when it is asked for.",
    size: size_of::<TypeAlias>(),
    flags: type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(|_, v| Ok(this(v).qualname)),
        getitem: Some(getitem),
        iter: Some(|vm, v| vm.iter(vm.new_tuple(&[unpack(vm, v)?]).value())),
        or: Some(crate::builtins::union::or),
        ..Slots::EMPTY
    },
    new: Some(method("typealias", "(name, value, *, type_params=<unset>, qualname=None)", create, "")),
    methods: &[method("__reduce__", "()", |_, a| Ok(this(a[0]).name), "The name of the alias.")],
    getset: &[
        member("__name__", |_, v| Ok(this(v).name), "The name."),
        member("__qualname__", |_, v| Ok(this(v).qualname), "The name with those of what it stands in."),
        getter("__type_params__", |_, v| Ok(this(v).parameters), "The type parameters."),
        getter(
            "__parameters__",
            |vm, v| Ok(unpacked(vm, parameters(v))?.value()),
            "The type parameters, those for several types unpacked.",
        ),
        getter("__value__", value, "The type that the name stands for."),
        getset("__module__", module, set_module, "The module's name."),
        getter(
            "evaluate_value",
            |vm, v| {
                let a = this(v);
                Ok(a.evaluate.bound().unwrap_or_else(|| evaluator::constant(vm, a.value.get())))
            },
            "The function that computes the value.",
        ),
    ],
    ..TypeDef::NEW
};
