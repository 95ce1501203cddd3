//! Lazy imports (PEP 810): names bound to a promise that is kept on first use.

use crate::builtins::dict::Dict;
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::heap::Trace;
use crate::object::{Header, HeapObject, Ref, Slots, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

/// An import to be done later.
#[repr(C)]
pub struct LazyImport {
    header: Header,
    /// Full name of the module.
    pub(super) module: Value,
    /// The name to take from it, or None for the module itself.
    pub(super) attribute: Value,
    /// Whether the statement binds the top package (`lazy import a.b`).
    pub(super) top: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for LazyImport {}

pub(super) fn promise(vm: &Vm, module: Value, attribute: Value, top: bool) -> Value {
    vm.alloc(shape::LAZY_IMPORT, LazyImport { header: Header::EMPTY, module, attribute, top: Value::bool(top) }).value()
}

/// Whether a value is a promise of an import.
#[inline]
pub fn is_lazy(v: Value) -> bool {
    v.has_shape(shape::LAZY_IMPORT)
}

pub(super) fn this(v: Value) -> Ref<LazyImport> {
    // SAFETY: callers check with `is_lazy`.
    unsafe { v.cast() }
}

/// Keeps a promise.
fn keep(vm: &Vm, v: Value) -> PyResult<Value> {
    let p = this(v);
    let name = p.module.to_str().expect("a module name").to_string_lossy();
    let module = super::import_module(vm, &name)?;
    if !p.attribute.is_none() {
        return super::import_from(vm, module, p.attribute.to_str().expect("a name"), false);
    }
    match name.split_once('.') {
        Some((top, _)) if p.top.is_true() => super::import_module(vm, top),
        _ => Ok(module),
    }
}

/// The value of a name in a namespace: a promise there is kept, and the name bound to the result.
#[inline]
pub fn resolve_lazy(vm: &Vm, namespace: Ref<Dict>, name: Ref<Str>, v: Value) -> PyResult<Value> {
    if !is_lazy(v) {
        return Ok(v);
    }
    let real = keep(vm, v)?;
    namespace.set_str(vm, name, real);
    Ok(real)
}

/// `__lazy_import__`.
pub fn lazy_import_call(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let top = args[3].to_tuple().is_none_or(|t| t.is_empty());
    Ok(promise(vm, args[0], Value::NONE, top))
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let p = this(v);
    let name = p.module.to_str().expect("a module name");
    let text = match p.attribute.to_str() {
        Some(a) => format!("<lazy_import '{name}.{a}'>"),
        None => format!("<lazy_import '{name}'>"),
    };
    Ok(vm.new_str(&text).value())
}

pub static TYPE: TypeDef = TypeDef {
    name: "lazy_import",
    size: size_of::<LazyImport>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    methods: &[crate::native::method(
        "resolve",
        "()",
        |vm, args| keep(vm, args[0]),
        "Import now and return the result.",
    )],
    ..TypeDef::NEW
};
