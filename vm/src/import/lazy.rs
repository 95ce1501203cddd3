//! Lazy imports (PEP 810): names bound to a promise that is kept on first use.
//!
//! Invariant: `sys.lazy_modules` names what is promised and not yet loaded; loading a module takes its name out.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::builtins::{set, shape, traceback};
use crate::exceptions::exc;
use crate::heap::Trace;
use crate::object::attribute::generic_getattr;
use crate::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// Which imports are lazy; the functions in `sys` set it.
pub struct Lazy {
    /// Whether every import that may be lazy is, not only those marked so.
    pub all: AtomicBool,
    /// What decides on each import; unbound for none.
    pub filter: Slot,
    /// `sys.lazy_modules`.
    pub pending: Slot,
}

impl Lazy {
    pub fn new(all: bool) -> Lazy {
        Lazy { all: AtomicBool::new(all), filter: Slot::unbound(), pending: Slot::unbound() }
    }
}

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
    /// Where the statement stands: a frame, or None.
    frame: Value,
    /// The instruction in the frame's code, as an int.
    offset: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for LazyImport {}

/// A promise made by the running statement.
fn promise(vm: &Vm, module: Value, attribute: Value, top: bool) -> Value {
    let (frame, offset) = match vm.current_frame() {
        Some((frame, pc)) => (vm.reify(frame).value(), Value::int(frame.code().offset_of(pc) as i64)),
        None => (Value::NONE, Value::int(0)),
    };
    let lazy = LazyImport { header: Header::EMPTY, module, attribute, top: Value::bool(top), frame, offset };
    vm.alloc(shape::LAZY_IMPORT, lazy).value()
}

/// Whether an import statement that is not marked is lazy, when it stands where it could be.
pub(super) fn is_wanted(vm: &Vm, full: &str, globals: Ref<Dict>) -> PyResult<bool> {
    if !vm.at_module_level(globals) {
        return Ok(false);
    }
    if vm.interp.lazy.all.load(Ordering::Relaxed) {
        return Ok(true);
    }
    match globals.get_str(vm.names().__lazy_modules__) {
        Some(names) => vm.contains(names, vm.new_str(full).value()),
        None => Ok(false),
    }
}

/// What a lazy import statement takes from the module: a promise, or unbound when the filter wants the import done now.
pub(super) fn import(vm: &Vm, full: &str, globals: Ref<Dict>, fromlist: Value) -> PyResult<Value> {
    if !vm.at_module_level(globals) {
        throw!(vm, SYNTAX_ERROR, "'lazy import' is only allowed at module level");
    }
    let module = vm.intern(full).value();
    if let Some(filter) = vm.interp.lazy.filter.bound() {
        let importer = globals.get_str(vm.names().__name__).unwrap_or(Value::NONE);
        let wanted = vm.call(filter, &[importer, module, fromlist])?;
        if !vm.truthy(wanted)? {
            return Ok(Value::UNBOUND);
        }
    }
    if super::modules(vm)?.get_str(vm.intern(full)).is_none() {
        let pending = vm.interp.lazy.pending.get();
        set::add(vm, pending, module)?;
        if !fromlist.is_none() {
            vm.for_each(fromlist, |name| set::add(vm, pending, of_module(vm, full, name)))?;
        }
    }
    Ok(promise(vm, module, Value::NONE, fromlist.is_none()))
}

/// The promise of a name from a promised module; for a promised package, of the submodule itself.
pub(super) fn import_from(vm: &Vm, from: Value, name: Value) -> Value {
    let from = this(from);
    if from.top.is_true() {
        promise(vm, from.module, Value::NONE, false)
    } else {
        promise(vm, from.module, name, false)
    }
}

fn of_module(vm: &Vm, module: &str, name: Value) -> Value {
    vm.intern(&format!("{module}.{}", name.to_str().expect("a name"))).value()
}

/// Takes a module, now loaded, out of what is promised.
pub(super) fn loaded(vm: &Vm, name: Value) -> PyResult<()> {
    match vm.interp.lazy.pending.bound() {
        Some(pending) => set::discard(vm, pending, name),
        None => Ok(()),
    }
}

impl Vm {
    /// Whether the running code is that of a module with these globals.
    fn at_module_level(&self, globals: Ref<Dict>) -> bool {
        let Some((frame, _)) = self.current_frame() else { return true };
        frame.code().flags & crate::bytecode::unit::flags::NAMESPACE != 0 && frame.reg(0) == globals.value()
    }
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
    keep_of(vm, p, &name).map_err(|e| caused_by_promise(vm, p, &name, e))
}

fn keep_of(vm: &Vm, p: Ref<LazyImport>, name: &str) -> PyResult<Value> {
    let module = super::import_module(vm, name)?;
    if let Some(attribute) = p.attribute.to_str() {
        let v = match super::find_from(vm, module, attribute)? {
            Some(v) => v,
            None => {
                super::load_submodule(vm, module, name, attribute)?;
                super::import_from(vm, module, attribute, false)?
            }
        };
        loaded(vm, of_module(vm, name, attribute.value()))?;
        return Ok(v);
    }
    match name.split_once('.') {
        Some((top, _)) if p.top.is_true() => super::import_module(vm, top),
        _ => Ok(module),
    }
}

/// Tells where the import that failed was promised.
fn caused_by_promise(vm: &Vm, p: Ref<LazyImport>, name: &str, e: Raised) -> Raised {
    let what = p.attribute.to_str().map_or_else(|| name.to_owned(), |a| format!("{name}.{a}"));
    let promised =
        vm.error(exc::IMPORT_ERROR, format!("lazy import of '{what}' raised an exception during resolution"));
    promised.object().context.set(Value::NONE);
    if !p.frame.is_none() {
        let place = traceback::new(vm, Value::NONE, p.frame, p.offset.as_int() as u32);
        promised.object().traceback.set(place);
    }
    e.object().cause.set(promised.value());
    e.object().suppress_context.set(Value::TRUE);
    e
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
    let [name, globals, _, fromlist, level] = *args else { unreachable!("bound by the signature") };
    let Some(text) = name.to_str() else {
        throw!(vm, TYPE_ERROR, "module name must be a string");
    };
    let globals = globals.to_dict().or_else(|| vm.current_globals()).unwrap_or_else(|| vm.new_dict());
    let full = super::statement::absolute_name(vm, &text.to_string_lossy(), globals, vm.index_i64(level)?)?;
    let fromlist = if !fromlist.is_none() && vm.truthy(fromlist)? { fromlist } else { Value::NONE };
    match import(vm, &full, globals, fromlist)? {
        Value::UNBOUND => super::import_call(vm, args),
        promise => Ok(promise),
    }
}

fn getattro(vm: &Vm, v: Value, name: Value) -> PyResult<Value> {
    generic_getattr(vm, v, name).map_err(|e| {
        if !e.matches(vm, exc::ATTRIBUTE_ERROR) {
            return e;
        }
        let (name, p) = (name.to_str().expect("a name"), this(v));
        let module = p.module.to_str().expect("a module name");
        let text = format!("cannot access attribute '{name}' on unresolved lazy import '{module}'");
        vm.error(exc::ATTRIBUTE_ERROR, text)
    })
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
    slots: Slots { repr: Some(repr), getattro: Some(getattro), ..Slots::EMPTY },
    methods: &[crate::native::method("resolve", "()", |vm, args| keep(vm, args[0]), "Import now and give the result.")],
    ..TypeDef::NEW
};
