//! The import statement and `__import__`.

use crate::builtins::dict::Dict;
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::exceptions::exc;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

use super::{Trouble, import_module, lazy};

/// When an import statement does its work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    Now,
    /// On first use: it is marked so.
    Later,
    /// On first use if the module or `sys` wants it so.
    LaterIfWanted,
}

impl When {
    pub fn from_operand(d: u8) -> When {
        match d {
            0 => When::Now,
            1 => When::Later,
            _ => When::LaterIfWanted,
        }
    }
}

/// `import name` or `from name import …`, by `builtins.__import__` when that was replaced.
pub fn import_statement(
    vm: &Vm,
    name: Ref<Str>,
    globals: Ref<Dict>,
    fromlist: Value,
    level: i64,
    when: When,
) -> PyResult<Value> {
    let builtins = crate::modules::builtins_for(vm, globals);
    if when != When::Now {
        let full = absolute_name(vm, &name.to_string_lossy(), globals, level)?;
        if when == When::Later || lazy::is_wanted(vm, &full, globals)? {
            let promise = match builtins.get_str(vm.names().__lazy_import__) {
                None => return Err(vm.error(exc::IMPORT_ERROR, "__lazy_import__ not found")),
                Some(f) if f.has_shape(shape::NATIVE_FUNCTION) => lazy::import(vm, &full, globals, fromlist)?,
                Some(f) => {
                    return vm.call(f, &[name.value(), globals.value(), globals.value(), fromlist, Value::int(level)]);
                }
            };
            if !promise.is_unbound() {
                return Ok(promise);
            }
        }
    }
    match builtins.get_str(vm.names().__import__) {
        None => Err(vm.error(exc::IMPORT_ERROR, "__import__ not found")),
        Some(f) if f.has_shape(shape::NATIVE_FUNCTION) => {
            do_import(vm, &name.to_string_lossy(), globals, fromlist, level)
        }
        Some(f) => {
            let locals = match vm.current_frame() {
                Some((frame, _)) if frame.code().flags & crate::bytecode::unit::flags::NAMESPACE != 0 => frame.reg(0),
                _ => Value::NONE,
            };
            vm.call(f, &[name.value(), globals.value(), locals, fromlist, Value::int(level)])
        }
    }
}

/// `__import__(name, globals, locals, fromlist, level)`.
pub fn import_call(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [name, globals, _, fromlist, level] = *args else { unreachable!("bound by the signature") };
    let Some(name) = name.to_str() else {
        throw!(vm, TYPE_ERROR, "module name must be a string");
    };
    let level = vm.index_i64(level)?;
    if level < 0 {
        throw!(vm, VALUE_ERROR, "level must be >= 0");
    }
    let globals = globals.to_dict().unwrap_or_else(|| vm.new_dict());
    do_import(vm, &name.to_string_lossy(), globals, fromlist, level)
}

/// The full name that a relative name means.
pub(super) fn absolute_name(vm: &Vm, name: &str, globals: Ref<Dict>, level: i64) -> PyResult<String> {
    if level == 0 {
        return Ok(name.to_owned());
    }
    let text = |n| globals.get_str(n).and_then(Value::to_str).map(|s| s.to_string_lossy());
    let package = match text(vm.names().__package__) {
        Some(p) => p,
        None => match text(vm.names().__name__) {
            Some(n) if globals.get_str(vm.names().__path__).is_some() => n,
            Some(n) => n.rsplit_once('.').map_or(String::new(), |(p, _)| p.to_owned()),
            None => throw!(vm, KEY_ERROR, "'__name__' not in globals"),
        },
    };
    if package.is_empty() {
        return Err(vm.error(exc::IMPORT_ERROR, "attempted relative import with no known parent package"));
    }
    let mut base: &str = &package;
    for _ in 1..level {
        match base.rsplit_once('.') {
            Some((b, _)) => base = b,
            None => return Err(vm.error(exc::IMPORT_ERROR, "attempted relative import beyond top-level package")),
        }
    }
    Ok(if name.is_empty() { base.to_owned() } else { format!("{base}.{name}") })
}

fn do_import(vm: &Vm, name: &str, globals: Ref<Dict>, fromlist: Value, level: i64) -> PyResult<Value> {
    if name.is_empty() && level == 0 {
        throw!(vm, VALUE_ERROR, "Empty module name");
    }
    let full = absolute_name(vm, name, globals, level)?;
    let module = import_module(vm, &full)?;
    let wants = !fromlist.is_none() && vm.truthy(fromlist)?;
    if !wants {
        if name.is_empty() {
            return Ok(module);
        }
        let Some((first, _)) = name.split_once('.') else { return Ok(module) };
        // `import a.b.c` binds a.
        let cut = full.len() - (name.len() - first.len());
        return import_module(vm, &full[..cut]);
    }
    if vm.getattr_opt(module, vm.names().__path__)?.is_some() {
        load_submodules(vm, module, &full, fromlist)?;
    }
    Ok(module)
}

/// Imports those names of a `from` list that are submodules not yet loaded.
fn load_submodules(vm: &Vm, module: Value, full: &str, fromlist: Value) -> PyResult<()> {
    vm.for_each(fromlist, |n| {
        let Some(n) = n.to_str() else {
            throw!(vm, TYPE_ERROR, "Item in ``from list'' must be str, not {}", vm.type_name(n));
        };
        if n.eq_str("*") {
            if let Some(all) = vm.getattr_opt(module, vm.names().__all__)? {
                load_submodules(vm, module, full, all)?;
            }
            return Ok(());
        }
        if vm.getattr_opt(module, vm.intern_str(n))?.is_none() {
            load_submodule(vm, module, full, n)?;
        }
        Ok(())
    })
}

/// Imports a submodule of a package, if there is one of this name.
pub(super) fn load_submodule(vm: &Vm, module: Value, full: &str, name: Ref<Str>) -> PyResult<()> {
    if vm.getattr_opt(module, vm.names().__path__)?.is_none() {
        return Ok(());
    }
    let sub = format!("{full}.{name}");
    match import_module(vm, &sub) {
        Err(e) if e.matches(vm, exc::MODULE_NOT_FOUND_ERROR) && names(vm, e, &sub) => Ok(()),
        other => other.map(|_| ()),
    }
}

/// Whether a ModuleNotFoundError is about this very module.
fn names(vm: &Vm, e: Raised, module: &str) -> bool {
    matches!(vm.getattr_opt(e.value(), vm.names().name), Ok(Some(n)) if n.to_str().is_some_and(|n| n.eq_str(module)))
}

/// `from module import name`.
pub fn import_from(vm: &Vm, module: Value, name: Ref<Str>, may_be_lazy: bool) -> PyResult<Value> {
    if may_be_lazy && lazy::is_lazy(module) {
        return Ok(lazy::import_from(vm, module, name.value()));
    }
    if let Some(v) = find_from(vm, module, name)? {
        return Ok(v);
    }
    let module_name = vm.getattr_opt(module, vm.names().__name__)?.and_then(Value::to_str).map(|s| s.to_string_lossy());
    Err(cannot_import(vm, module, name, module_name)?)
}

/// What `from module import name` finds without importing anything.
pub(super) fn find_from(vm: &Vm, module: Value, name: Ref<Str>) -> PyResult<Option<Value>> {
    if let Some(v) = vm.getattr_opt(module, name)? {
        return Ok(Some(v));
    }
    match vm.getattr_opt(module, vm.names().__name__)?.and_then(Value::to_str) {
        Some(m) => Ok(super::modules(vm)?.get_str(vm.intern(&format!("{m}.{name}")))),
        None => Ok(None),
    }
}

fn cannot_import(vm: &Vm, module: Value, name: Ref<Str>, module_name: Option<String>) -> PyResult<Raised> {
    let shown = module_name.clone().unwrap_or_else(|| "<unknown module name>".into());
    let file = vm.getattr_opt(module, vm.names().__file__)?.and_then(Value::to_str).map(|s| s.to_string_lossy());
    let found = match (module.to_module(), &module_name) {
        (Some(m), Some(n)) => super::trouble(vm, m.dict(), vm.intern(n)),
        _ => Trouble::None,
    };
    let text = match found {
        Trouble::ShadowsLibrary(file) => format!(
            "cannot import name '{name}' from '{shown}' (consider renaming '{file}' since it has the same name as the standard library module named '{shown}' and prevents importing that standard library module)"
        ),
        Trouble::MayShadow(file) => format!(
            "cannot import name '{name}' from '{shown}' (consider renaming '{file}' if it has the same name as a library you intended to import)"
        ),
        Trouble::Unfinished(file) => format!(
            "cannot import name '{name}' from partially initialized module '{shown}' (most likely due to a circular import){}",
            file.map_or(String::new(), |f| format!(" ({f})"))
        ),
        Trouble::None => {
            let place = file.clone().unwrap_or_else(|| "unknown location".into());
            format!("cannot import name '{name}' from '{shown}' ({place})")
        }
    };
    let class = exc::IMPORT_ERROR.ty().value();
    let none_or = |s: Option<String>| s.map_or(Value::NONE, |s| vm.new_str(&s).value());
    let text = vm.new_str(&text).value();
    let e = vm.call_kw(
        class,
        &[text],
        &[("name", none_or(module_name)), ("path", none_or(file)), ("name_from", name.value())],
    )?;
    Ok(vm.raise_value(e))
}

/// `from module import *` into a namespace.
pub fn import_star(vm: &Vm, module: Value, namespace: Value) -> PyResult<()> {
    let set = |name: Value, v: Value| vm.setitem(namespace, name, v);
    if let Some(all) = vm.getattr_opt(module, vm.names().__all__)? {
        return vm.for_each(all, |n| {
            let Some(name) = n.to_str() else {
                let m = vm.getattr_opt(module, vm.names().__name__)?.map(|m| vm.str(m)).transpose()?;
                throw!(
                    vm,
                    TYPE_ERROR,
                    "Item in {}.__all__ must be str, not {}",
                    m.map_or("?".into(), |m| m.to_string_lossy()),
                    vm.type_name(n)
                );
            };
            let v = vm.getattr(module, vm.intern_str(name))?;
            set(vm.intern_str(name).value(), v)
        });
    }
    let Some(d) = vm.getattr_opt(module, vm.names().__dict__)? else {
        return Err(vm.error(exc::IMPORT_ERROR, "from-import-* object has no __dict__ and no __all__"));
    };
    let keys = vm.collect(vm.call_method(d, vm.names().keys, &[])?)?;
    for i in 0..keys.len() {
        let Some(k) = keys.get(i) else { break };
        let Some(name) = k.to_str() else { continue };
        if name.is_empty() || name.units().get(0) == '_' as u32 {
            continue;
        }
        let v = vm.getattr(module, vm.intern_str(name))?;
        set(k, v)?;
    }
    Ok(())
}
