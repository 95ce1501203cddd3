//! Methods and attributes of classes.

use crate::builtins::dict::Dict;
use crate::builtins::native_function::shown::{self, Shown};
use crate::builtins::shape;
use crate::native::{Args, MethodDef, method};
use crate::object::{GetSetDef, Ref, Slots, getset, getter, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{Type, attributes, cells, change, mro};

/// The name with its module, as reprs show it.
pub fn full_name(vm: &Vm, ty: Ref<Type>) -> String {
    let qualname = ty.qualname.get().to_str().map_or_else(|| ty.name(), |s| s.to_string_lossy());
    match ty.dict().get_str(vm.names().__module__).and_then(Value::to_str) {
        Some(m) if !m.eq_str("builtins") => format!("{m}.{qualname}"),
        None if !ty.has_flag(type_flags::HEAP) => ty.layout().name.to_owned(),
        _ => qualname,
    }
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&format!("<class '{}'>", full_name(vm, vm.class_arg(v)))).value())
}

/// Calling a class: `__new__`, then `__init__` when that gave an instance.
pub(crate) fn call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    let ty = vm.class_arg(v);
    if ty == shape::TYPE.ty() && args.values.len() == 1 && args.kwnames.is_none() {
        return Ok(vm.type_of(args.values[0]).value());
    }
    let Some(new) = ty.slots().new else {
        throw!(vm, TYPE_ERROR, "cannot create '{}' instances", full_name(vm, ty));
    };
    let object = new(vm, ty, args)?;
    let made = vm.type_of(object);
    if made != ty && !made.is_subtype(ty) {
        return Ok(object);
    }
    if let Some(init) = made.slots().init {
        init(vm, object, args)?;
    }
    Ok(object)
}

pub(crate) const SLOTS: Slots = Slots {
    repr: Some(repr),
    call: Some(call),
    getattro: Some(attributes::getattro),
    setattro: Some(attributes::setattro),
    or: Some(crate::builtins::union::or),
    ..Slots::EMPTY
};

fn mro_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let t = mro::linearize(vm, vm.class_arg(args[0]))?;
    Ok(vm.new_list(t.items()).value())
}

fn subclasses(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let out = vm.new_list(&[]);
    cells::for_each_subclass(vm.class_arg(args[0]), |sub| out.push(vm, sub.value()));
    Ok(out.value())
}

fn prepare(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_dict().value())
}

fn instancecheck(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.isinstance_by_class(args[1], args[0])?))
}

fn subclasscheck(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(vm.issubclass_by_bases(args[1], args[0])?))
}

/// Adds the names of a class and its bases, bases first.
pub fn merge_class_names(vm: &Vm, ty: Ref<Type>, into: Ref<Dict>) -> PyResult<()> {
    for class in ty.mro().iter().rev() {
        for (k, _) in vm.class_arg(*class).dict().iter() {
            into.set(vm, k, Value::NONE)?;
        }
    }
    Ok(())
}

fn dir(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let names = vm.new_dict();
    merge_class_names(vm, vm.class_arg(args[0]), names)?;
    let out = vm.new_list(&[]);
    names.iter().for_each(|(k, _)| out.push(vm, k));
    Ok(out.value())
}

fn sizeof(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(size_of::<Type>() as i64))
}

pub(crate) static METHODS: &[MethodDef] = &[
    method("mro", "()", mro_method, "The class's method resolution order."),
    method("__subclasses__", "()", subclasses, "Direct subclasses."),
    crate::native::classmethod("__prepare__", "(*args, **kwargs)", prepare, "The namespace for a class body."),
    method("__instancecheck__", "(instance, /)", instancecheck, "Whether an object is an instance."),
    method("__subclasscheck__", "(subclass, /)", subclasscheck, "Whether a class is a subclass."),
    method("__dir__", "()", dir, "Names of the class's attributes."),
    method("__sizeof__", "()", sizeof, "Size of the class in memory, in bytes."),
];

fn this(vm: &Vm, v: Value) -> Ref<Type> {
    vm.class_arg(v)
}

fn check_mutable(vm: &Vm, ty: Ref<Type>, what: &str, x: Value) -> PyResult<()> {
    if ty.has_flag(type_flags::IMMUTABLE) {
        throw!(vm, TYPE_ERROR, "cannot set '{what}' attribute of immutable type '{}'", ty.message_name());
    }
    if x.is_unbound() {
        throw!(vm, TYPE_ERROR, "cannot delete '{what}' attribute of type '{}'", ty.name());
    }
    Ok(())
}

fn set_name(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    let ty = this(vm, v);
    check_mutable(vm, ty, "__name__", x)?;
    if x.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "can only assign string to {}.__name__, not '{}'", ty.name(), vm.type_name(x));
    }
    if x.to_str().is_some_and(|s| s.units().iter().any(|c| c == 0)) {
        throw!(vm, VALUE_ERROR, "type name must not contain null characters");
    }
    ty.name.set(x);
    Ok(())
}

fn set_qualname(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    let ty = this(vm, v);
    check_mutable(vm, ty, "__qualname__", x)?;
    if x.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "can only assign string to {}.__qualname__, not '{}'", ty.name(), vm.type_name(x));
    }
    ty.qualname.set(x);
    Ok(())
}

fn module(vm: &Vm, v: Value) -> PyResult<Value> {
    let ty = this(vm, v);
    match ty.dict().get_str(vm.names().__module__) {
        Some(m) if ty.has_flag(type_flags::HEAP) || m.to_str().is_some() => Ok(m),
        _ => match ty.layout().name.rsplit_once('.') {
            // The dict has a computed attribute of the instances under the name.
            Some((module, _)) => Ok(vm.intern(module).value()),
            None => Ok(vm.names().builtins.value()),
        },
    }
}

/// A class attribute that lives in the dict under its own name.
fn store_own(vm: &Vm, v: Value, name: &str, x: Value) -> PyResult<()> {
    let ty = this(vm, v);
    if ty.has_flag(type_flags::IMMUTABLE) {
        throw!(vm, TYPE_ERROR, "cannot set '{name}' attribute of immutable type '{}'", ty.message_name());
    }
    attributes::store(vm, ty, vm.intern(name), x)
}

/// Assignment to what every class has.
fn store_kept(vm: &Vm, v: Value, name: &str, x: Value) -> PyResult<()> {
    check_mutable(vm, this(vm, v), name, x)?;
    store_own(vm, v, name, x)
}

fn doc(vm: &Vm, v: Value) -> PyResult<Value> {
    let ty = this(vm, v);
    match ty.dict().get_str(vm.names().__doc__) {
        Some(d) => vm.bind_descriptor(d, Value::UNBOUND, v),
        None => Ok(Value::NONE),
    }
}

fn abstract_methods(vm: &Vm, v: Value) -> PyResult<Value> {
    let own =
        if v == shape::TYPE.ty().value() { None } else { this(vm, v).dict().get_str(vm.names().__abstractmethods__) };
    match own {
        Some(x) => Ok(x),
        None => Err(vm.error(crate::exceptions::exc::ATTRIBUTE_ERROR, "__abstractmethods__")),
    }
}

fn set_abstract_methods(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() {
        abstract_methods(vm, v)?;
    }
    let any = if x.is_unbound() { false } else { vm.truthy(x)? };
    store_own(vm, v, "__abstractmethods__", x)?;
    let ty = this(vm, v);
    let flags = ty.flags() & !type_flags::ABSTRACT;
    ty.set_flags(if any { flags | type_flags::ABSTRACT } else { flags });
    Ok(())
}

fn annotate(vm: &Vm, v: Value) -> PyResult<Value> {
    let d = this(vm, v).dict();
    if !this(vm, v).has_flag(type_flags::HEAP) {
        return Err(vm.no_attribute(v, vm.intern("__annotate__")));
    }
    for name in ["__annotate__", "__annotate_func__"] {
        if let Some(f) = d.get_str(vm.intern(name)) {
            return vm.bind_descriptor(f, Value::UNBOUND, v);
        }
    }
    Ok(Value::NONE)
}

fn annotations(vm: &Vm, v: Value) -> PyResult<Value> {
    let ty = this(vm, v);
    if !ty.has_flag(type_flags::HEAP) {
        return Err(vm.no_attribute(v, vm.names().__annotations__));
    }
    for name in ["__annotations__", "__annotations_cache__"] {
        if let Some(a) = ty.dict().get_str(vm.intern(name)) {
            return vm.bind_descriptor(a, Value::UNBOUND, v);
        }
    }
    let f = annotate(vm, v)?;
    let a = if f.is_none() { vm.new_dict().value() } else { vm.call(f, &[Value::int(1)])? };
    if a.to_dict().is_none() {
        throw!(vm, TYPE_ERROR, "__annotate__() must return a dict, not {}", vm.type_name(a));
    }
    ty.dict().set_str(vm, vm.intern("__annotations_cache__"), a);
    Ok(a)
}

fn set_annotations(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    let own = this(vm, v).dict().get_str(vm.names().__annotations__).is_some();
    let kept = if own { "__annotations__" } else { "__annotations_cache__" };
    match store_own(vm, v, kept, x) {
        Err(e) if e.matches(vm, crate::exceptions::exc::ATTRIBUTE_ERROR) && x.is_unbound() => {
            throw!(vm, ATTRIBUTE_ERROR, "__annotations__")
        }
        other => other?,
    }
    // They do not come from the function any more.
    for name in ["__annotate_func__", "__annotate__"] {
        this(vm, v).dict().remove(vm, vm.intern(name).value())?;
    }
    Ok(())
}

fn set_annotate(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() {
        throw!(vm, TYPE_ERROR, "cannot delete __annotate__ attribute");
    }
    if !x.is_none() && !vm.is_callable(x) {
        throw!(vm, TYPE_ERROR, "__annotate__ must be callable or None");
    }
    let _ = this(vm, v).dict().remove(vm, vm.intern("__annotations_cache__").value())?;
    store_own(vm, v, "__annotate_func__", x)
}

fn type_params(vm: &Vm, v: Value) -> PyResult<Value> {
    if v == shape::TYPE.ty().value() {
        return Ok(vm.new_tuple(&[]).value());
    }
    Ok(this(vm, v).dict().get_str(vm.names().__type_params__).unwrap_or_else(|| vm.new_tuple(&[]).value()))
}

fn text_signature(vm: &Vm, v: Value) -> PyResult<Value> {
    let ty = this(vm, v);
    if ty.has_flag(type_flags::HEAP) {
        return Ok(Value::NONE);
    }
    match shown::find(&ty.name(), "") {
        Some(Shown::Nothing) => return Ok(Value::NONE),
        Some(Shown::Text(text)) => return Ok(vm.new_str(text).value()),
        None => {}
    }
    match ty.layout().init.as_ref().or(ty.layout().new.as_ref()) {
        Some(def) if !def.signature.contains("**kwargs") => {
            Ok(vm.new_str(&def.signature.replace("<unset>", "<unrepresentable>")).value())
        }
        _ => Ok(Value::NONE),
    }
}

fn weakref_of(_: &Vm, _: Value) -> PyResult<Value> {
    Ok(Value::NONE)
}
/// `__weakref__` of instances.
pub(crate) static WEAKREF_ROW: GetSetDef = getter("__weakref__", weakref_of, "list of weak references to the object");

pub(crate) static GETSET: &[GetSetDef] = &[
    getset("__name__", |vm, v| Ok(this(vm, v).name.get()), set_name, "The name."),
    getset("__qualname__", |vm, v| Ok(this(vm, v).qualname.get()), set_qualname, "The qualified name."),
    getset("__bases__", |vm, v| Ok(this(vm, v).bases.get()), change::set_bases, "The bases."),
    getter(
        "__base__",
        |vm, v| Ok(this(vm, v).base().map_or(Value::NONE, |b| b.value())),
        "The base whose layout instances extend.",
    ),
    getter("__mro__", |vm, v| Ok(this(vm, v).mro.bound().unwrap_or(Value::NONE)), "The method resolution order."),
    getset("__module__", module, |vm, v, x| store_kept(vm, v, "__module__", x), "The module's name."),
    getset("__doc__", doc, |vm, v, x| store_kept(vm, v, "__doc__", x), "The documentation."),
    getset(
        "__abstractmethods__",
        abstract_methods,
        set_abstract_methods,
        "Names of abstract methods without implementation.",
    ),
    getset("__annotations__", annotations, set_annotations, "Annotations of the class's variables."),
    getset("__annotate__", annotate, set_annotate, "The function that evaluates the annotations."),
    getset("__type_params__", type_params, |vm, v, x| store_kept(vm, v, "__type_params__", x), "The type parameters."),
    getter(
        "__dict__",
        |vm, v| Ok(crate::builtins::mappingproxy::new(vm, this(vm, v).dict.get())),
        "The class's namespace.",
    ),
    getter("__flags__", |vm, v| Ok(vm.new_int(this(vm, v).flags() as i64)), "Flags of the class."),
    getter(
        "__basicsize__",
        |vm, v| Ok(vm.new_int(this(vm, v).instance_size() as i64)),
        "Size of an instance's fixed part.",
    ),
    getter(
        "__itemsize__",
        |vm, v| Ok(vm.new_int(if this(vm, v).layout().var_size.is_some() { 8 } else { 0 })),
        "Size of an item of an instance of varying size.",
    ),
    getter(
        "__dictoffset__",
        |vm, v| Ok(vm.new_int(this(vm, v).attrs_at() as i64 * 8)),
        "Where instances keep their attributes.",
    ),
    getter(
        "__weakrefoffset__",
        |vm, v| Ok(vm.new_int(this(vm, v).has_flag(type_flags::WEAKREF) as i64 * 8)),
        "Nonzero when instances can be weakly referenced.",
    ),
    getter("__text_signature__", text_signature, "The signature as text."),
];
