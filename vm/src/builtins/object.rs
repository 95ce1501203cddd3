//! `object`: the base of all classes.

use crate::builtins::list::List;
use crate::builtins::shape;
use crate::builtins::type_::Type;
use crate::native::{Args, MethodDef, classmethod, method};
use crate::object::{
    CompareOp, GetSetDef, Header, HeapObject, Ref, Slots, TypeDef, attribute, getset, instance, type_flags,
};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of plain instances: what is behind the header belongs to their class.
#[repr(C)]
pub struct Object {
    header: Header,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Object {}

/// A plain instance of a class.
#[inline]
pub(crate) fn allocate(vm: &Vm, cls: Ref<Type>) -> Value {
    vm.alloc_instance(cls, Object { header: Header::EMPTY }).value()
}

/// `<module.Name object at 0x…>`.
pub fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let ty = vm.type_of(v);
    Ok(vm.new_str(&format!("<{} object at {:#x}>", super::type_::methods::full_name(vm, ty), v.bits())).value())
}

fn str(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.repr(v)?.value())
}

/// The hash of an object that equals only itself.
pub fn identity_hash(v: Value) -> i64 {
    (v.bits().rotate_right(4)) as i64
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    match op {
        CompareOp::Eq if a == b => Ok(Value::TRUE),
        CompareOp::Ne => {
            let Some(f) = vm.type_of(a).slots().compare else { return Ok(Value::NOT_IMPLEMENTED) };
            let r = f(vm, a, b, CompareOp::Eq)?;
            if r == Value::NOT_IMPLEMENTED { Ok(r) } else { Ok(Value::bool(!vm.truthy(r)?)) }
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `object.__new__`: arguments are an error unless the class overrides exactly one of `__new__` and `__init__`.
pub fn new(vm: &Vm, cls: Ref<Type>, args: Args) -> PyResult<Value> {
    let own_new = !is_object_new(cls.slots());
    let own_init = !is_object_init(cls.slots());
    if !args.is_empty() {
        if own_new {
            throw!(vm, TYPE_ERROR, "object.__new__() takes exactly one argument (the type to instantiate)");
        }
        if !own_init {
            throw!(vm, TYPE_ERROR, "{}() takes no arguments", cls.name());
        }
    }
    if cls.has_flag(type_flags::ABSTRACT) {
        return Err(abstract_error(vm, cls)?);
    }
    if cls.layout().size > 8 && !std::ptr::eq(cls.layout(), &TYPE) {
        throw!(vm, TYPE_ERROR, "object.__new__({}) is not safe, use {}.__new__()", cls.name(), cls.layout().name);
    }
    Ok(allocate(vm, cls))
}

fn abstract_error(vm: &Vm, cls: Ref<Type>) -> PyResult<crate::Raised> {
    let names = vm.getattr(cls.value(), vm.names().__abstractmethods__)?;
    let list = vm.collect(names)?;
    let mut texts = Vec::new();
    for i in 0..list.len() {
        texts.push(list.get(i).and_then(Value::to_str).map_or("?".into(), |s| s.to_string_lossy()));
    }
    texts.sort();
    let s = if texts.len() == 1 { "" } else { "s" };
    let quoted: Vec<String> = texts.iter().map(|t| format!("'{t}'")).collect();
    let text = format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{s} {}",
        cls.name(),
        quoted.join(", ")
    );
    Ok(vm.error(crate::exceptions::exc::TYPE_ERROR, text))
}

pub(crate) fn is_object_new(s: &Slots) -> bool {
    s.new.is_some_and(|f| f as usize == new as *const () as usize)
}
pub(crate) fn is_object_init(s: &Slots) -> bool {
    s.init.is_some_and(|f| f as usize == init as *const () as usize)
}

/// `object.__init__`.
pub fn init(vm: &Vm, v: Value, args: Args) -> PyResult<()> {
    let ty = vm.type_of(v);
    if !args.is_empty() {
        if !is_object_init(ty.slots()) {
            throw!(vm, TYPE_ERROR, "object.__init__() takes exactly one argument (the instance to initialize)");
        }
        if is_object_new(ty.slots()) {
            throw!(vm, TYPE_ERROR, "{}.__init__() takes exactly one argument (the instance to initialize)", ty.name());
        }
    }
    Ok(())
}

fn format(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(spec) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "__format__() argument must be str, not {}", vm.type_name(args[1]));
    };
    if !spec.is_empty() {
        throw!(vm, TYPE_ERROR, "unsupported format string passed to {}.__format__", vm.type_name(args[0]));
    }
    Ok(vm.str(args[0])?.value())
}

fn dir(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let names = vm.new_dict();
    let own = instance::names(vm, args[0]);
    for i in 0..own.len() {
        if let Some(n) = own.get(i) {
            names.set(vm, n, Value::NONE)?;
        }
    }
    super::type_::methods::merge_class_names(vm, vm.type_of(args[0]), names)?;
    let out = vm.new_list(&[]);
    names.iter().for_each(|(k, _)| out.push(vm, k));
    Ok(out.value())
}

fn reduce_ex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let ty = vm.type_of(args[0]);
    let name = vm.names().__reduce__;
    let own = ty.lookup(vm, name);
    if own != shape::OBJECT.ty().lookup(vm, name) {
        return vm.call_method(args[0], name, &[]);
    }
    let helper = crate::import::import_attribute(vm, "copyreg", "_reduce_ex_object")?;
    vm.call(helper, args)
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let helper = crate::import::import_attribute(vm, "copyreg", "_reduce_ex_object")?;
    vm.call(helper, &[args[0], Value::int(0)])
}

/// The state that copying and pickling save: the dict, and the values of slots when there are any.
fn getstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[0];
    let own = instance::names(vm, v);
    let dict = if own.is_empty() {
        Value::NONE
    } else {
        let d = vm.new_dict();
        for i in 0..own.len() {
            if let Some(n) = own.get(i).and_then(Value::to_str)
                && let Some(x) = instance::get(v, n)
            {
                d.set_str(vm, n, x);
            }
        }
        d.value()
    };
    let slots = vm.new_dict();
    for class in vm.type_of(v).mro() {
        for (k, d) in vm.class_arg(*class).dict().iter() {
            if super::descriptor::slot_word(d).is_some()
                && let Some(name) = k.to_str()
                && let Some(x) = vm.getattr_opt(v, name)?
            {
                slots.set_str(vm, name, x);
            }
        }
    }
    if slots.is_empty() { Ok(dict) } else { Ok(vm.new_tuple(&[dict, slots.value()]).value()) }
}

fn sizeof(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.type_of(args[0]).instance_size() as i64))
}

fn class(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.type_of(v).value())
}

/// Assignment to `__class__`: between classes whose instances are laid out alike.
fn set_class(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() {
        throw!(vm, TYPE_ERROR, "can't delete __class__ attribute");
    }
    let Some(new) = x.to_type() else {
        throw!(vm, TYPE_ERROR, "__class__ must be set to a class, not '{}' object", vm.type_name(x));
    };
    let old = vm.type_of(v);
    let is_module = |t: Ref<Type>| t.is_subtype(shape::MODULE.ty());
    if !(new.has_flag(type_flags::HEAP) && old.has_flag(type_flags::HEAP) || is_module(new) && is_module(old)) {
        throw!(vm, TYPE_ERROR, "__class__ assignment only supported for mutable types or ModuleType subclasses");
    }
    // Words that end with those for attributes may differ in number; members behind them lie where they lie.
    let ends_with_attributes =
        |t: Ref<Type>| t.attrs_at() != 0 && t.instance_size() == (t.attrs_at() + 1 + t.inline() as usize) * 8;
    let same = std::ptr::eq(new.layout(), old.layout())
        && (new.attrs_at() == old.attrs_at())
        && new.has_flag(type_flags::HAS_DICT) == old.has_flag(type_flags::HAS_DICT)
        && (ends_with_attributes(new) && ends_with_attributes(old)
            || new.instance_size() == old.instance_size() && new.inline() == old.inline());
    if !same {
        throw!(vm, TYPE_ERROR, "__class__ assignment: '{}' object layout differs from '{}'", new.name(), old.name());
    }
    if new.inline() != old.inline() && old.has_flag(type_flags::HAS_DICT) {
        // The attribute words differ: attributes move to a dict, which both layouts hold in the same word.
        instance::dict(vm, v);
    }
    vm.stop_the_world(|| {
        // SAFETY: a pointer word; only the header is used.
        let header = unsafe { v.cast::<Object>() }.header();
        header.set_shape(header.shape().get().with_type(new));
    });
    Ok(())
}

fn get_dict(vm: &Vm, v: Value) -> PyResult<Value> {
    match instance::dict(vm, v) {
        Some(d) => Ok(d.value()),
        None => Err(vm.no_attribute(v, vm.names().__dict__)),
    }
}

fn set_dict(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    if x.is_unbound() {
        instance::set_dict(vm, v, vm.new_dict());
        return Ok(());
    }
    let Some(d) = x.to_dict() else {
        throw!(vm, TYPE_ERROR, "__dict__ must be set to a dictionary, not a '{}'", vm.type_name(x));
    };
    instance::set_dict(vm, v, d);
    Ok(())
}

/// `__dict__` of types whose instances have attributes.
pub const DICT_GETSET: GetSetDef = getset("__dict__", get_dict, set_dict, "dictionary for instance variables");
pub(crate) static DICT_ROW: GetSetDef = DICT_GETSET;

fn subclasshook(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::NOT_IMPLEMENTED)
}
fn nothing(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::NONE)
}

static METHODS: &[MethodDef] = &[
    method("__format__", "(format_spec, /)", format, "Format the object; only an empty specification is known."),
    method("__dir__", "()", dir, "Names of the object's attributes."),
    method("__reduce_ex__", "(protocol, /)", reduce_ex, "How to make the object anew, for pickling."),
    method("__reduce__", "()", reduce, "How to make the object anew, for pickling."),
    method("__getstate__", "()", getstate, "The object's state, for copying and pickling."),
    method("__sizeof__", "()", sizeof, "Size of the object in memory, in bytes."),
    classmethod(
        "__subclasshook__",
        "(object, /)",
        subclasshook,
        "Overridden by abstract classes to decide issubclass().",
    ),
    classmethod("__init_subclass__", "()", nothing, "Called when a class is derived from this one."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "object",
    doc: "The base class of the class hierarchy.",
    size: 8,
    flags: type_flags::BASETYPE,
    slots: Slots {
        repr: Some(repr),
        str: Some(str),
        hash: Some(|_, v| Ok(identity_hash(v))),
        compare: Some(compare),
        getattro: Some(attribute::generic_getattr),
        setattro: Some(attribute::generic_setattr),
        new: Some(new),
        init: Some(init),
        ..Slots::EMPTY
    },
    methods: METHODS,
    getset: &[getset("__class__", class, set_class, "The object's class.")],
    ..TypeDef::NEW
};

/// Sorted names as `dir()` gives them.
pub(crate) fn sorted(vm: &Vm, list: Ref<List>) -> PyResult<Value> {
    vm.call_method(list.value(), vm.intern("sort"), &[])?;
    Ok(list.value())
}
