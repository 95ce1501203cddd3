//! Type parameters and type aliases: the objects that `def f[T]` and `type X = …` make, and what `_typing` gives to `typing`.

pub(crate) mod alias;
pub(crate) mod evaluator;
pub(crate) mod parameter;
pub(crate) mod spec_parts;

pub(crate) use alias::new_alias;
pub(crate) use parameter::{new_param_spec, new_type_var, new_type_var_tuple, set_default};

use crate::builtins::module::Module;
use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::native::{NativeModule, classmethod, function, method};
use crate::object::{Header, HeapObject, Ref, ShapeId, Slots, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// Whether a value is of a native class that has no subclasses. Attributes change the shape of type parameters, not their class.
fn is(v: Value, class: ShapeId) -> bool {
    v.is_ptr() && v.shape().ty() == class.ty()
}

/// A function of the module `typing`, called.
pub(crate) fn call_typing(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Value> {
    let f = crate::import::import_attribute(vm, "typing", name)?;
    vm.call(f, args)
}

/// `Unpack[x]`.
pub(crate) fn unpack(vm: &Vm, x: Value) -> PyResult<Value> {
    let f = crate::import::import_attribute(vm, "typing", "Unpack")?;
    vm.getitem(f, x)
}

/// Whether a type parameter stands for several types.
pub(crate) fn is_type_var_tuple(v: Value) -> bool {
    is(v, shape::TYPE_VAR_TUPLE)
}

/// Type parameters as arguments: those that stand for several are unpacked.
fn unpacked(vm: &Vm, parameters: Ref<Tuple>) -> PyResult<Ref<Tuple>> {
    vm.new_tuple_with(parameters.len(), |i| {
        let p = parameters.items()[i];
        if is_type_var_tuple(p) { unpack(vm, p) } else { Ok(p) }
    })
}

/// `Generic[…]` of the type parameters of a class statement.
pub(crate) fn subscript_generic(vm: &Vm, parameters: Value) -> PyResult<Value> {
    let given = unpacked(vm, parameters.to_tuple().expect("the compiler gives a tuple"))?;
    call_typing(vm, "_generic_class_getitem", &[shape::GENERIC.ty().value(), given.value()])
}

/// The union of two things, whatever they are.
fn union_of(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    crate::builtins::union::of(vm, &[a, b])
}

/// The name of the module of the Python code that runs.
fn caller_module(vm: &Vm) -> Value {
    vm.current_globals().and_then(|g| g.get_str(vm.names().__name__)).unwrap_or(Value::NONE)
}

// ---- NoDefault

/// The layout of the one object that says that there is no default.
#[repr(C)]
pub struct NoDefault {
    header: Header,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for NoDefault {}

/// `typing.NoDefault`.
pub(crate) fn no_default(vm: &Vm) -> Value {
    let slot = &vm.interp.no_default;
    if let Some(v) = slot.bound() {
        return v;
    }
    let v = vm.alloc(shape::NO_DEFAULT, NoDefault { header: Header::EMPTY }).value();
    let _guard = vm.lock(vm.interp.sys_dict());
    if slot.bound().is_none() {
        slot.set(v);
    }
    slot.get()
}

fn new_no_default(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[1].to_tuple().is_some_and(|t| !t.is_empty()) || args[2].to_dict().is_some_and(|d| !d.is_empty()) {
        throw!(vm, TYPE_ERROR, "NoDefaultType takes no arguments");
    }
    Ok(no_default(vm))
}

pub static NO_DEFAULT_TYPE: TypeDef = TypeDef {
    name: "NoDefaultType",
    doc: "The type of the NoDefault singleton.",
    size: size_of::<NoDefault>(),
    slots: Slots { repr: Some(|vm, _| Ok(vm.intern("typing.NoDefault").value())), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new_no_default, "")),
    methods: &[method("__reduce__", "()", |vm, _| Ok(vm.intern("NoDefault").value()), "The name of the object.")],
    ..TypeDef::NEW
};

// ---- Generic

/// Hands a call of a class method on to a function of `typing` that is written in Python.
fn forward(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Value> {
    let f = crate::import::import_attribute(vm, "typing", name)?;
    let given = vm.new_list(&args[..1]);
    for x in args[1].to_tuple().expect("bound by *args").items() {
        given.push(vm, *x);
    }
    vm.call_dict(f, given.snapshot(vm).items(), args[2].to_dict().expect("bound by **kwargs"))
}

pub static GENERIC_TYPE: TypeDef = TypeDef {
    name: "typing.Generic",
    doc: "The base of classes with type parameters.",
    flags: type_flags::BASETYPE,
    methods: &[
        classmethod(
            "__class_getitem__",
            "(*args, **kwargs)",
            |vm, a| forward(vm, "_generic_class_getitem", a),
            "The class with arguments for its type parameters.",
        ),
        classmethod(
            "__init_subclass__",
            "(*args, **kwargs)",
            |vm, a| forward(vm, "_generic_init_subclass", a),
            "Finds the type parameters of a new subclass.",
        ),
    ],
    ..TypeDef::NEW
};

// ---- the module

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    for (name, id) in [
        ("Generic", shape::GENERIC),
        ("ParamSpec", shape::PARAM_SPEC),
        ("ParamSpecArgs", shape::PARAM_SPEC_ARGS),
        ("ParamSpecKwargs", shape::PARAM_SPEC_KWARGS),
        ("TypeAliasType", shape::TYPE_ALIAS),
        ("TypeVar", shape::TYPE_VAR),
        ("TypeVarTuple", shape::TYPE_VAR_TUPLE),
        ("Union", shape::UNION),
    ] {
        m.set(vm, name, id.ty().value());
    }
    m.set(vm, "NoDefault", no_default(vm));
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_typing",
    doc: "The native part of typing.",
    functions: &[function("_idfunc", "(x, /)", |_, a| Ok(a[0]), "Its argument.")],
    types: &[],
    init: Some(init),
};
