//! `property`.

use crate::exceptions::exc;
use crate::heap::Trace;
use crate::native::{MethodDef, method};
use crate::object::{GetSetDef, Header, HeapObject, Ref, Slot, Slots, TypeDef, getset, getter, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// The layout of properties.
#[repr(C)]
pub struct Property {
    header: Header,
    get: Slot,
    set: Slot,
    delete: Slot,
    doc: Slot,
    name: Slot,
    /// Whether the documentation is the getter's.
    getter_doc: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Property {}

fn this(v: Value) -> Ref<Property> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let none = || Slot::new(Value::NONE);
    let p = Property {
        header: Header::EMPTY,
        get: none(),
        set: none(),
        delete: none(),
        doc: none(),
        name: Slot::unbound(),
        getter_doc: Slot::new(Value::FALSE),
    };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), p).value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [v, get, set, delete, doc] = *args else { unreachable!("bound by the signature") };
    let p = this(v);
    p.get.set(get);
    p.set.set(set);
    p.delete.set(delete);
    p.getter_doc.set(Value::FALSE);
    let mut text = doc;
    if doc.is_none()
        && !get.is_none()
        && let Some(d) = vm.getattr_opt(get, vm.names().__doc__)?
        && !d.is_none()
    {
        text = d;
        p.getter_doc.set(Value::TRUE);
    }
    if vm.type_of(v) == crate::builtins::shape::PROPERTY.ty() {
        p.doc.set(text);
    } else {
        // The subclass's own documentation is not the property's.
        match vm.setattr(v, vm.names().__doc__, text) {
            Err(e) if e.matches(vm, exc::ATTRIBUTE_ERROR) && !p.getter_doc.get().is_true() => {}
            other => other?,
        }
    }
    Ok(Value::NONE)
}

/// The error for an accessor that is missing.
fn lacks(vm: &Vm, v: Value, instance: Value, what: &str) -> PyResult<Raised> {
    let class = vm.type_of(instance);
    let qualname = class.qualname.get();
    let name = name(vm, v)?;
    let text = match name {
        Some(n) => format!("property {} of {} object has no {what}", vm.repr(n)?, vm.repr(qualname)?),
        None => format!("property of {} object has no {what}", vm.repr(qualname)?),
    };
    Ok(vm.error(exc::ATTRIBUTE_ERROR, text))
}

fn name(vm: &Vm, v: Value) -> PyResult<Option<Value>> {
    if let Some(n) = this(v).name.bound() {
        return Ok(Some(n));
    }
    let get = this(v).get.get();
    if get.is_none() { Ok(None) } else { vm.getattr_opt(get, vm.names().__name__) }
}

fn descr_get(vm: &Vm, v: Value, instance: Value, _: Value) -> PyResult<Value> {
    if instance.is_unbound() {
        return Ok(v);
    }
    let f = this(v).get.get();
    if f.is_none() {
        return Err(lacks(vm, v, instance, "getter")?);
    }
    vm.call(f, &[instance])
}

fn descr_set(vm: &Vm, v: Value, instance: Value, x: Value) -> PyResult<()> {
    let deletes = x.is_unbound();
    let f = if deletes { this(v).delete.get() } else { this(v).set.get() };
    if f.is_none() {
        return Err(lacks(vm, v, instance, if deletes { "deleter" } else { "setter" })?);
    }
    if deletes {
        vm.call(f, &[instance])?
    } else {
        vm.call(f, &[instance, x])?
    };
    Ok(())
}

/// A copy with other accessors.
fn copy(vm: &Vm, v: Value, get: Option<Value>, set: Option<Value>, delete: Option<Value>) -> PyResult<Value> {
    let p = this(v);
    let doc = if p.getter_doc.get().is_true() && get.is_some() { Value::NONE } else { p.doc.get() };
    let doc = if p.getter_doc.get().is_true() { Value::NONE } else { doc };
    let args = [get.unwrap_or(p.get.get()), set.unwrap_or(p.set.get()), delete.unwrap_or(p.delete.get()), doc];
    let new = vm.call(vm.type_of(v).value(), &args)?;
    if let Some(n) = p.name.bound()
        && vm.isinstance(new, crate::builtins::shape::PROPERTY.ty())
    {
        this(new).name.set(n);
    }
    Ok(new)
}

fn set_name(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args.len() != 3 {
        throw!(vm, TYPE_ERROR, "__set_name__() takes 2 positional arguments but {} were given", args.len() - 1);
    }
    this(args[0]).name.set(args[2]);
    Ok(Value::NONE)
}

fn is_abstract(vm: &Vm, v: Value) -> PyResult<Value> {
    vm.check_native_stack()?;
    let p = this(v);
    for f in [p.get.get(), p.set.get(), p.delete.get()] {
        if !f.is_none()
            && let Some(x) = vm.getattr_opt(f, vm.intern("__isabstractmethod__"))?
            && vm.truthy(x)?
        {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn get_name(vm: &Vm, v: Value) -> PyResult<Value> {
    match name(vm, v)? {
        Some(n) => Ok(n),
        None => Err(vm.no_attribute(v, vm.names().__name__)),
    }
}

static METHODS: &[MethodDef] = &[
    method("getter", "(fget, /)", |vm, a| copy(vm, a[0], Some(a[1]), None, None), "A copy with another getter."),
    method("setter", "(fset, /)", |vm, a| copy(vm, a[0], None, Some(a[1]), None), "A copy with another setter."),
    method("deleter", "(fdel, /)", |vm, a| copy(vm, a[0], None, None, Some(a[1])), "A copy with another deleter."),
    method("__set_name__", "(owner, name, /)", set_name, "Remember the name."),
];

static GETSET: &[GetSetDef] = &[
    member("fget", |_, v| Ok(this(v).get.get()), "The getter."),
    member("fset", |_, v| Ok(this(v).set.get()), "The setter."),
    member("fdel", |_, v| Ok(this(v).delete.get()), "The deleter."),
    getset(
        "__doc__",
        |_, v| Ok(this(v).doc.get()),
        |_, v, x| {
            this(v).doc.set(if x.is_unbound() { Value::NONE } else { x });
            this(v).getter_doc.set(Value::FALSE);
            Ok(())
        },
        "The documentation.",
    ),
    getset(
        "__name__",
        get_name,
        |_, v, x| {
            this(v).name.set(x);
            Ok(())
        },
        "The name.",
    ),
    getter("__isabstractmethod__", is_abstract, "Whether an accessor is abstract."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "property",
    doc: "Property attribute.",
    size: size_of::<Property>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Fields(1),
    slots: Slots { descr_get: Some(descr_get), descr_set: Some(descr_set), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", create, "")),
    init: Some(method("__init__", "(fget=None, fset=None, fdel=None, doc=None)", init, "")),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::NEW
};
