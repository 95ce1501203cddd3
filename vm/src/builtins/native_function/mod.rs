//! Functions and bound methods written in Rust.

pub mod bind;
pub(crate) mod shown;
pub mod signature;

use crate::builtins::module::Module;
use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{Binding, MethodDef};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, Type, TypeDef, getter};
use crate::value::Value;
use crate::{PyResult, Vm};

/// The layout of native functions: functions of modules, methods bound to an object, `__new__` of native types.
#[repr(C)]
pub struct NativeFunction {
    header: Header,
    pub(crate) def: &'static MethodDef,
    /// The receiver: object or class; unbound for functions of modules and static methods.
    pub(crate) this: Value,
    /// The module, or unbound.
    pub(crate) module: Value,
    /// The class it was defined in, or unbound.
    pub(crate) owner: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for NativeFunction {}

impl Vm {
    /// A native function as an object.
    pub fn new_native(
        &self,
        def: &'static MethodDef,
        this: Value,
        owner: Option<Ref<Type>>,
        module: Option<Ref<Module>>,
    ) -> Value {
        let module = module.map_or(Value::UNBOUND, |m| m.value());
        let owner = owner.map_or(Value::UNBOUND, |t| t.value());
        self.alloc(shape::NATIVE_FUNCTION, NativeFunction { header: Header::EMPTY, def, this, module, owner }).value()
    }
}

pub(crate) fn this(v: Value) -> Ref<NativeFunction> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}

/// The name of a native function.
pub fn name_of(v: Value) -> &'static str {
    this(v).def.name
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    let text = if f.this.is_unbound() || f.this.has_shape(shape::MODULE) {
        format!("<built-in function {}>", f.def.name)
    } else {
        format!("<built-in method {} of {} object at {:#x}>", f.def.name, vm.type_name(f.this), f.this.bits())
    };
    Ok(vm.new_str(&text).value())
}

fn compare(_: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(shape::NATIVE_FUNCTION) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let same = this(a).this == this(b).this && std::ptr::eq(this(a).def, this(b).def);
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

fn hash(_: &Vm, v: Value) -> PyResult<i64> {
    let f = this(v);
    Ok((f.this.bits() as i64 >> 4) ^ (f.def as *const MethodDef as i64 >> 4))
}

fn self_of(_: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    Ok(or_none(if f.this.is_unbound() { f.module } else { f.this }))
}

fn qualname(vm: &Vm, v: Value) -> PyResult<Value> {
    let f = this(v);
    let text = match f.owner.to_type().or_else(|| f.this.to_type()) {
        Some(class) => format!("{}.{}", class.name(), f.def.name),
        None if f.this.is_unbound() || f.this.has_shape(shape::MODULE) => f.def.name.to_owned(),
        None => format!("{}.{}", vm.type_name(f.this), f.def.name),
    };
    Ok(vm.new_str(&text).value())
}

/// The text signature, with the receiver in front as `inspect` expects it. `owner` is the name of the type that
/// defines the function, empty for functions of modules.
pub(crate) fn text_signature(vm: &Vm, owner: &str, def: &MethodDef) -> Value {
    match shown::find(owner, def.name) {
        Some(shown::Shown::Nothing) => return Value::NONE,
        Some(shown::Shown::Text(text)) => return vm.new_str(text).value(),
        None => {}
    }
    let own = match def.binding {
        Binding::Function => "$module",
        Binding::Method => "$self",
        Binding::Class => "$type",
        Binding::Static => "",
    };
    let inner = &def.signature[1..];
    let text = match (own, inner) {
        ("", _) => def.signature.to_owned(),
        (own, ")") => format!("({own}, /)"),
        (own, inner) if inner.contains('/') => format!("({own}, {inner}"),
        (own, inner) => format!("({own}, /, {inner}"),
    };
    if text.contains("<unset>") {
        return vm.new_str(&text.replace("<unset>", "<unrepresentable>")).value();
    }
    vm.new_str(&text).value()
}

/// The name of the type whose method a bound function is; empty for functions of modules.
fn owner(vm: &Vm, f: Ref<NativeFunction>) -> String {
    match f.this.to_type() {
        _ if f.this.is_unbound() || f.this.has_shape(shape::MODULE) => String::new(),
        Some(class) if f.def.binding != Binding::Method => class.name(),
        _ => vm.type_name(f.this),
    }
}

fn doc_value(vm: &Vm, def: &MethodDef) -> Value {
    if def.doc.is_empty() { Value::NONE } else { vm.new_str(def.doc).value() }
}

pub(crate) fn doc_of(vm: &Vm, def: &MethodDef) -> Value {
    doc_value(vm, def)
}

fn or_none(v: Value) -> Value {
    if v.is_unbound() { Value::NONE } else { v }
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let f = this(args[0]);
    let name = vm.new_str(f.def.name).value();
    if f.this.is_unbound() || f.this.has_shape(shape::MODULE) {
        return Ok(name);
    }
    let getattr = vm.interp.builtins_dict().get_str(vm.intern("getattr")).expect("getattr is a builtin");
    Ok(vm.new_tuple(&[getattr, vm.new_tuple(&[f.this, name]).value()]).value())
}

pub static TYPE: TypeDef = TypeDef {
    name: "builtin_function_or_method",
    size: size_of::<NativeFunction>(),
    flags: crate::object::type_flags::WEAKREF,
    trace: Trace::Fields(2),
    slots: Slots {
        repr: Some(repr),
        call: Some(crate::eval::call::call_native_function),
        compare: Some(compare),
        hash: Some(hash),
        ..Slots::EMPTY
    },
    methods: &[crate::native::method("__reduce__", "()", reduce, "How to find the function again.")],
    getset: &[
        getter("__name__", |vm, v| Ok(vm.intern(this(v).def.name).value()), "The name."),
        getter("__qualname__", qualname, "The qualified name."),
        getter("__self__", self_of, "The object the function is bound to."),
        getter(
            "__module__",
            |vm, v| match this(v).module {
                m if m.is_unbound() => Ok(Value::NONE),
                m => Ok(vm.getattr_opt(m, vm.names().__name__)?.unwrap_or(Value::NONE)),
            },
            "The module's name.",
        ),
        getter("__doc__", |vm, v| Ok(doc_value(vm, this(v).def)), "The documentation."),
        getter(
            "__text_signature__",
            |vm, v| Ok(text_signature(vm, &owner(vm, this(v)), this(v).def)),
            "The signature as text.",
        ),
    ],
    ..TypeDef::NEW
};
