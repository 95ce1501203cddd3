//! `staticmethod` and `classmethod`.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{Args, method};
use crate::object::{
    Header, HeapObject, Ref, ShapeId, Slot, Slots, TypeDef, getset, getter, instance, member, type_flags,
};
use crate::value::Value;
use crate::{PyResult, Vm};

/// The layout of both: the wrapped callable.
#[repr(C)]
pub struct Wrapper {
    header: Header,
    function: Slot,
    attrs: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Wrapper {}

fn make(vm: &Vm, shape: ShapeId, f: Value) -> Value {
    vm.alloc(shape, Wrapper { header: Header::EMPTY, function: Slot::new(f), attrs: Slot::unbound() }).value()
}

/// `staticmethod(f)`.
pub fn new(vm: &Vm, f: Value) -> Value {
    make(vm, shape::STATICMETHOD, f)
}
/// `classmethod(f)`.
pub fn new_class(vm: &Vm, f: Value) -> Value {
    make(vm, shape::CLASSMETHOD, f)
}

pub(crate) fn function(v: Value) -> Value {
    // SAFETY: the door checks the receiver.
    let w: Ref<Wrapper> = unsafe { v.cast() };
    w.function.get()
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let w = Wrapper { header: Header::EMPTY, function: Slot::new(Value::NONE), attrs: Slot::unbound() };
    Ok(vm.alloc_instance(cls, w).value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    // SAFETY: the door checks the receiver.
    let w: Ref<Wrapper> = unsafe { args[0].cast() };
    w.function.set(args[1]);
    describe(vm, args[0], args[1])?;
    Ok(Value::NONE)
}

/// Takes over what a function says about itself.
pub(crate) fn describe(vm: &Vm, wrapper: Value, f: Value) -> PyResult<()> {
    for name in ["__module__", "__name__", "__qualname__", "__doc__"] {
        let name = vm.intern(name);
        if let Some(v) = vm.getattr_opt(f, name)? {
            vm.setattr(wrapper, name, v)?;
        }
    }
    Ok(())
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&format!("<{}({})>", vm.type_name(v), vm.repr(function(v))?)).value())
}

fn static_get(_: &Vm, v: Value, _: Value, _: Value) -> PyResult<Value> {
    Ok(function(v))
}

fn class_get(vm: &Vm, v: Value, instance: Value, owner: Value) -> PyResult<Value> {
    let class = if owner.is_unbound() { vm.type_of(instance).value() } else { owner };
    Ok(super::method::new(vm, function(v), class))
}

fn call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    vm.call_args(function(v), args)
}

fn is_abstract(vm: &Vm, v: Value) -> PyResult<Value> {
    vm.check_native_stack()?;
    match vm.getattr_opt(function(v), vm.intern("__isabstractmethod__"))? {
        Some(x) => Ok(Value::bool(vm.truthy(x)?)),
        None => Ok(Value::FALSE),
    }
}

/// An attribute that is the function's until the wrapper has its own.
fn passed_on(vm: &Vm, v: Value, name: &str) -> PyResult<Value> {
    let name = vm.intern(name);
    match instance::get(v, name) {
        Some(own) => Ok(own),
        None => {
            let of_function = vm.getattr(function(v), name)?;
            instance::set(vm, v, name, of_function);
            Ok(of_function)
        }
    }
}
fn keep(vm: &Vm, v: Value, name: &str, value: Value) -> PyResult<()> {
    let name = vm.intern(name);
    if value.is_unbound() {
        if !instance::delete(vm, v, name)? {
            return Err(vm.error(crate::exceptions::exc::ATTRIBUTE_ERROR, name.to_string_lossy()));
        }
    } else {
        instance::set(vm, v, name, value);
    }
    Ok(())
}

macro_rules! wrapper_type {
    ($id:ident $name:literal $get:ident $call:expr, $doc:literal) => {
        pub static $id: TypeDef = TypeDef {
            name: $name,
            doc: $doc,
            size: size_of::<Wrapper>(),
            flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::WEAKREF,
            trace: Trace::Fields(1),
            slots: Slots { repr: Some(repr), descr_get: Some($get), call: $call, ..Slots::EMPTY },
            new: Some(method("__new__", "(*args, **kwargs)", create, "")),
            init: Some(method("__init__", "(function, /)", init, "")),
            methods: &[crate::native::classmethod(
                "__class_getitem__",
                "(item, /)",
                |vm, a| super::generic_alias::new(vm, a[0], a[1]),
                "See PEP 585.",
            )],
            getset: &[
                member("__func__", |_, v| Ok(function(v)), "The function."),
                member("__wrapped__", |_, v| Ok(function(v)), "The function."),
                getset(
                    "__annotations__",
                    |vm, v| passed_on(vm, v, "__annotations__"),
                    |vm, v, x| keep(vm, v, "__annotations__", x),
                    "The annotations of the function.",
                ),
                getset(
                    "__annotate__",
                    |vm, v| passed_on(vm, v, "__annotate__"),
                    |vm, v, x| keep(vm, v, "__annotate__", x),
                    "What makes the annotations of the function.",
                ),
                getter("__isabstractmethod__", is_abstract, "Whether the function is abstract."),
                super::object::DICT_GETSET,
            ],
            ..TypeDef::NEW
        };
    };
}
wrapper_type!(TYPE "staticmethod" static_get Some(call), "Convert a function to be a static method.");
wrapper_type!(CLASS_TYPE "classmethod" class_get None, "Convert a function to be a class method.");
