//! What `sys` says and sets about lazy imports (PEP 810).

use std::sync::atomic::Ordering;

use crate::native::{MethodDef, function};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The set of what is promised; made when `sys` is.
pub(super) fn pending(vm: &Vm) -> Value {
    let names = crate::builtins::set::new_set(vm);
    vm.interp.lazy.pending.set(names);
    names
}

fn set_lazy_imports(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(mode) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "mode must be a string: 'normal' or 'all'");
    };
    let all = match &*mode.to_string_lossy() {
        "all" => true,
        "normal" => false,
        _ => throw!(vm, VALUE_ERROR, "mode must be 'normal' or 'all'"),
    };
    vm.interp.lazy.all.store(all, Ordering::Relaxed);
    Ok(Value::NONE)
}

fn get_lazy_imports(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let all = vm.interp.lazy.all.load(Ordering::Relaxed);
    Ok(vm.intern(if all { "all" } else { "normal" }).value())
}

fn set_lazy_imports_filter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let filter = match args[0] {
        Value::NONE => Value::UNBOUND,
        f if vm.is_callable(f) => f,
        _ => throw!(vm, VALUE_ERROR, "filter provided but is not callable"),
    };
    vm.interp.lazy.filter.set(filter);
    Ok(Value::NONE)
}

fn get_lazy_imports_filter(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.interp.lazy.filter.bound().unwrap_or(Value::NONE))
}

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function(
        "set_lazy_imports",
        "(mode)",
        set_lazy_imports,
        "Set which imports of modules are lazy: 'all' that can be, or 'normal', those marked so.",
    ),
    function("get_lazy_imports", "()", get_lazy_imports, "Which imports are lazy: 'all' or 'normal'."),
    function(
        "set_lazy_imports_filter",
        "(filter)",
        set_lazy_imports_filter,
        "Set a function of importer, module and fromlist that says whether an import stays lazy; None for none.",
    ),
    function("get_lazy_imports_filter", "()", get_lazy_imports_filter, "The filter of lazy imports, or None."),
];
