//! `super`.

use crate::builtins::str::Str;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, Slot, Slots, Type, TypeDef, attribute, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of super objects.
#[repr(C)]
pub struct Super {
    header: Header,
    class: Slot,
    object: Slot,
    object_type: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Super {}

fn this(v: Value) -> Ref<Super> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

/// Looks a name up behind `start` in `object_type`'s MRO and binds it.
pub fn lookup(
    vm: &Vm,
    start: Ref<Type>,
    object: Value,
    object_type: Ref<Type>,
    name: Ref<Str>,
) -> PyResult<Option<Value>> {
    let mro = object_type.mro();
    let behind = mro.iter().position(|c| *c == start.value()).map_or(mro.len(), |i| i + 1);
    for class in &mro[behind..] {
        if let Some(d) = vm.class_arg(*class).dict().get_str(name) {
            let instance = if object == object_type.value() { Value::UNBOUND } else { object };
            return vm.bind_descriptor(d, instance, object_type.value()).map(Some);
        }
    }
    Ok(None)
}

/// The type in whose MRO the lookup goes.
pub fn type_for(vm: &Vm, class: Ref<Type>, object: Value) -> PyResult<Ref<Type>> {
    if let Some(t) = object.to_type()
        && t.is_subtype(class)
    {
        return Ok(t);
    }
    if vm.isinstance(object, class) {
        return Ok(vm.type_of(object));
    }
    if let Some(c) = vm.getattr_opt(object, vm.names().__class__)?.and_then(Value::to_type)
        && c.is_subtype(class)
    {
        return Ok(c);
    }
    let what = if object.to_type().is_some() { "type" } else { "instance of" };
    let shown = object.to_type().map_or_else(|| vm.type_name(object), |t| t.name());
    throw!(
        vm,
        TYPE_ERROR,
        "super(type, obj): obj ({what} {shown}) is not an instance or subtype of type ({}).",
        class.name()
    )
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = Super {
        header: Header::EMPTY,
        class: Slot::new(Value::NONE),
        object: Slot::new(Value::NONE),
        object_type: Slot::new(Value::NONE),
    };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), s).value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    let (class, object) = if args[1].is_unbound() {
        vm.super_arguments()?
    } else {
        let Some(class) = args[1].to_type() else {
            throw!(vm, TYPE_ERROR, "super() argument 1 must be a type, not {}", vm.type_name(args[1]));
        };
        (class, args[2])
    };
    s.class.set(class.value());
    if !object.is_none() && !object.is_unbound() {
        s.object_type.set(type_for(vm, class, object)?.value());
        s.object.set(object);
    }
    Ok(Value::NONE)
}

fn getattro(vm: &Vm, v: Value, name: Value) -> PyResult<Value> {
    let s = this(v);
    let n = vm.attribute_name(name)?;
    if let (Some(class), Some(ty)) = (s.class.get().to_type(), s.object_type.get().to_type())
        && !n.eq_str("__class__")
        && let Some(r) = lookup(vm, class, s.object.get(), ty, n)?
    {
        return Ok(r);
    }
    match attribute::generic_lookup(vm, v, n)? {
        Some(r) => Ok(r),
        None => Err(vm.attribute_error(format!("'super' object has no attribute '{n}'"), v, n)),
    }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let s = this(v);
    let class = s.class.get().to_type().map_or("NULL".into(), |t| t.name());
    let text = match s.object_type.get().to_type() {
        Some(t) => format!("<super: <class '{class}'>, <{} object>>", t.name()),
        None => format!("<super: <class '{class}'>, NULL>"),
    };
    Ok(vm.new_str(&text).value())
}

fn descr_get(vm: &Vm, v: Value, instance: Value, _: Value) -> PyResult<Value> {
    let s = this(v);
    if instance.is_unbound() || !s.object.get().is_none() {
        return Ok(v);
    }
    vm.call(vm.type_of(v).value(), &[s.class.get(), instance])
}

pub static TYPE: TypeDef = TypeDef {
    name: "super",
    doc: "super() -> same as super(__class__, <first argument>)",
    size: size_of::<Super>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), getattro: Some(getattro), descr_get: Some(descr_get), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", create, "")),
    init: Some(method("__init__", "(type=<unset>, object_or_type=<unset>, /)", init, "")),
    getset: &[
        member("__thisclass__", |_, v| Ok(this(v).class.get()), "The class whose turn is over."),
        member("__self__", |_, v| Ok(this(v).object.get()), "The object."),
        member("__self_class__", |_, v| Ok(this(v).object_type.get()), "The object's class."),
    ],
    ..TypeDef::NEW
};
