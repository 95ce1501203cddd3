//! Variables: locals that may be unbound, cells, globals, namespaces.

use std::sync::atomic::Ordering;

use crate::builtins::cell::Cell;
use crate::builtins::dict::Dict;
use crate::builtins::str::Str;
use crate::exceptions::exc;
use crate::object::{Ref, flag};
use crate::value::Value;
use crate::{Raised, Vm};

use super::{At, Done};

fn unbound_local(vm: &Vm, name: Ref<Str>) -> Raised {
    vm.error(
        exc::UNBOUND_LOCAL_ERROR,
        format!("cannot access local variable '{name}' where it is not associated with a value"),
    )
}

/// NameError for a name found nowhere.
pub(crate) fn name_error(vm: &Vm, name: Ref<Str>) -> Raised {
    let e = vm.error(exc::NAME_ERROR, format!("name '{name}' is not defined"));
    let _ = vm.setattr(e.value(), vm.names().name, name.value());
    e
}

pub(super) fn check_bound(vm: &Vm, at: At) -> Done {
    if at.ra().is_unbound() { Err(unbound_local(vm, at.name(1))) } else { Ok(()) }
}

pub(super) fn delete_local(vm: &Vm, at: At) -> Done {
    check_bound(vm, at)?;
    at.set(Value::UNBOUND);
    Ok(())
}

/// Finds a global or builtin; a hit in a dict fills the cache with the entry's address.
fn find_global(vm: &Vm, at: At, globals: Ref<Dict>, name: Ref<Str>) -> crate::PyResult<Option<Value>> {
    if globals.value().has_shape(crate::builtins::shape::DICT) {
        return Ok(find_in_dicts(vm, at, globals, name));
    }
    // What a subclass of dict makes of the name counts, and may change.
    match in_namespace(vm, globals.value(), name)? {
        Some(v) => Ok(Some(v)),
        None => Ok(crate::modules::builtins_for(vm, globals).get_str(name)),
    }
}

fn find_in_dicts(vm: &Vm, at: At, globals: Ref<Dict>, name: Ref<Str>) -> Option<Value> {
    if let Some(entry) = globals.find_str(name)
        && let Some(v) = entry.value.bound()
    {
        if globals.header().has_flag(flag::GLOBALS) {
            at.cache(1).store(&raw const entry.value as u64, Ordering::Release);
        }
        return Some(v);
    }
    let builtins = crate::modules::builtins_for(vm, globals);
    let entry = builtins.find_str(name)?;
    let v = entry.value.bound()?;
    if globals.header().has_flag(flag::GLOBALS) && builtins.header().has_flag(flag::GLOBALS) {
        // From now on a globals dict that gains this name drops the caches; one that gained it before we said so shows it.
        name.header().set_flag(flag::BUILTIN_NAME);
        let _guard = vm.lock(globals);
        if globals.find_str(name).is_none() {
            at.cache(1).store(&raw const entry.value as u64, Ordering::Release);
        }
    }
    Some(v)
}

/// The value of a lazily imported name is the import's result.
fn resolve(vm: &Vm, globals: Ref<Dict>, name: Ref<Str>, v: Value) -> crate::PyResult<Value> {
    crate::import::resolve_lazy(vm, globals, name, v)
}

pub(super) fn load_global(vm: &Vm, at: At) -> Done {
    let globals = at.frame.function().globals();
    match find_global(vm, at, globals, at.name(2))? {
        Some(v) => {
            at.set(v);
            if crate::import::is_lazy(v) {
                at.cache(1).store(crate::builtins::code::nowhere(), Ordering::Release);
                at.set(resolve(vm, globals, at.name(2), v)?);
            }
            Ok(())
        }
        None => Err(name_error(vm, at.name(2))),
    }
}

/// The callee of CALL_GLOBAL, into its window.
pub(super) fn callee(vm: &Vm, at: At) -> Done {
    let globals = at.frame.function().globals();
    match find_global(vm, at, globals, at.name(2))? {
        Some(v) => {
            let v = if crate::import::is_lazy(v) {
                at.cache(1).store(crate::builtins::code::nowhere(), Ordering::Release);
                resolve(vm, globals, at.name(2), v)?
            } else {
                v
            };
            at.frame.set_reg(at.i.b(), v);
            Ok(())
        }
        None => Err(name_error(vm, at.name(2))),
    }
}

pub(super) fn store_global(vm: &Vm, at: At) -> Done {
    at.frame.function().globals().set_str(vm, at.name(2), at.ra());
    Ok(())
}

pub(super) fn delete_global(vm: &Vm, at: At) -> Done {
    match at.frame.function().globals().remove(vm, at.constant(1))? {
        Some(_) => Ok(()),
        None => Err(name_error(vm, at.name(1))),
    }
}

/// The value of a name in a namespace, which may be any mapping.
fn in_namespace(vm: &Vm, namespace: Value, name: Ref<Str>) -> crate::PyResult<Option<Value>> {
    if let Some(d) = namespace.to_dict()
        && namespace.has_shape(crate::builtins::shape::DICT)
    {
        return Ok(d.get_str(name));
    }
    match vm.getitem(namespace, name.value()) {
        Ok(v) => Ok(Some(v)),
        Err(e) if e.matches(vm, exc::KEY_ERROR) => Ok(None),
        Err(e) => Err(e),
    }
}

pub(super) fn load_name(vm: &Vm, at: At) -> Done {
    let (namespace, name) = (at.frame.reg(0), at.name(2));
    let globals = at.frame.function().globals();
    if namespace == globals.value() {
        return load_global(vm, at);
    }
    if let Some(v) = in_namespace(vm, namespace, name)? {
        at.set(resolve_in(vm, namespace, name, v)?);
        return Ok(());
    }
    load_global(vm, at)
}

fn resolve_in(vm: &Vm, namespace: Value, name: Ref<Str>, v: Value) -> crate::PyResult<Value> {
    match namespace.to_dict() {
        Some(d) => resolve(vm, d, name, v),
        None => Ok(v),
    }
}

pub(super) fn store_name(vm: &Vm, at: At) -> Done {
    let namespace = at.frame.reg(0);
    if namespace.has_shape(crate::builtins::shape::DICT) {
        namespace.to_dict().expect("the shape says so").set_str(vm, at.name(2), at.ra());
        return Ok(());
    }
    vm.setitem(namespace, at.constant(2), at.ra())
}

pub(super) fn delete_name(vm: &Vm, at: At) -> Done {
    match vm.delitem(at.frame.reg(0), at.constant(1)) {
        Err(e) if e.matches(vm, exc::KEY_ERROR) => Err(name_error(vm, at.name(1))),
        other => other,
    }
}

pub(super) fn load_class_global(vm: &Vm, at: At) -> Done {
    let name = at.name(1);
    if let Some(v) = in_namespace(vm, at.rb(), name)? {
        at.set(v);
        return Ok(());
    }
    let globals = at.frame.function().globals();
    let found = match in_namespace(vm, globals.value(), name)? {
        Some(v) => Some(v),
        None => crate::modules::builtins_for(vm, globals).get_str(name),
    };
    match found {
        Some(v) => {
            at.set(resolve(vm, globals, name, v)?);
            Ok(())
        }
        None => Err(name_error(vm, name)),
    }
}

pub(super) fn load_class_deref(vm: &Vm, at: At) -> Done {
    let name = at.name(1);
    if let Some(v) = in_namespace(vm, at.rc(), name)? {
        at.set(v);
        return Ok(());
    }
    match cell(at.rb()).content.bound() {
        Some(v) => {
            at.set(v);
            Ok(())
        }
        None => Err(empty_cell(vm, name, true)),
    }
}

pub(super) fn load_locals(vm: &Vm, at: At) -> Done {
    at.set(crate::builtins::frame::locals(vm, at.frame)?);
    Ok(())
}

fn cell(v: Value) -> Ref<Cell> {
    // SAFETY: the compiler keeps cells in these registers.
    unsafe { v.cast() }
}

fn empty_cell(vm: &Vm, name: Ref<Str>, free: bool) -> Raised {
    if !free {
        return unbound_local(vm, name);
    }
    let e = vm.error(
        exc::NAME_ERROR,
        format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope"),
    );
    let _ = vm.setattr(e.value(), vm.names().name, name.value());
    e
}

pub(super) fn make_cell(vm: &Vm, at: At) -> Done {
    at.set(vm.new_cell(at.ra()).value());
    Ok(())
}

pub(super) fn new_cell(vm: &Vm, at: At) -> Done {
    at.set(vm.new_cell(Value::UNBOUND).value());
    Ok(())
}

pub(super) fn load_deref(vm: &Vm, at: At) -> Done {
    match cell(at.rb()).content.bound() {
        Some(v) => {
            at.set(v);
            Ok(())
        }
        None => Err(empty_cell(vm, at.name(1), at.i.c() == 1)),
    }
}

pub(super) fn delete_deref(vm: &Vm, at: At) -> Done {
    if cell(at.ra()).content.swap(Value::UNBOUND).is_unbound() {
        return Err(empty_cell(vm, at.name(1), at.i.c() == 1));
    }
    Ok(())
}
