//! Attribute access on classes.

use crate::builtins::code;
use crate::builtins::str::Str;
use crate::object::{Ref, slot_table, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{Type, cells, change};

/// `type.__getattribute__`: the metaclass's data descriptors, the class's own MRO, the metaclass's rest.
pub(crate) fn getattro(vm: &Vm, v: Value, name: Value) -> PyResult<Value> {
    let name = vm.attribute_name(name)?;
    let ty = vm.class_arg(v);
    let meta = vm.type_of(v);
    let meta_attr = meta.lookup(vm, name);
    if let Some(d) = meta_attr {
        let slots = vm.type_of(d).slots();
        if slots.descr_set.is_some()
            && let Some(get) = slots.descr_get
        {
            return get(vm, d, v, meta.value());
        }
    }
    if let Some(own) = ty.lookup(vm, name) {
        return vm.bind_descriptor(own, Value::UNBOUND, v);
    }
    match meta_attr {
        Some(d) => vm.bind_descriptor(d, v, meta.value()),
        None => Err(vm.no_attribute(v, name)),
    }
}

/// `type.__setattr__` and `type.__delattr__`.
pub(crate) fn setattro(vm: &Vm, v: Value, name: Value, x: Value) -> PyResult<()> {
    let name = vm.intern_str(vm.attribute_name(name)?);
    let ty = vm.class_arg(v);
    if ty.has_flag(type_flags::IMMUTABLE) {
        throw!(vm, TYPE_ERROR, "cannot set '{name}' attribute of immutable type '{}'", ty.message_name());
    }
    if let Some(d) = vm.type_of(v).lookup(vm, name)
        && let Some(set) = vm.type_of(d).slots().descr_set
    {
        return set(vm, d, v, x);
    }
    store(vm, ty, name, x)
}

/// Binds or deletes a name in a class's own dict and tells everybody who cached its meaning.
pub(crate) fn store(vm: &Vm, ty: Ref<Type>, name: Ref<Str>, x: Value) -> PyResult<()> {
    let old = ty.lookup(vm, name);
    if x.is_unbound() {
        if ty.dict().remove(vm, name.value())?.is_none() {
            return Err(vm.no_attribute(ty.value(), name));
        }
    } else {
        ty.dict().set_str(vm, name, x);
    }
    changed(vm, ty, name, old, x);
    Ok(())
}

/// Brings cells, slots and inline caches up to date after `name` changed in the class's dict.
pub(crate) fn changed(vm: &Vm, ty: Ref<Type>, name: Ref<Str>, old: Option<Value>, set: Value) {
    change::note();
    cells::update(ty, name);
    let is_data = |v: Value| v.is_ptr() && vm.type_of(v).slots().descr_set.is_some();
    let new = ty.lookup(vm, name);
    // Caches of instance attributes rely on the class having no data descriptor of that name. Another thread may have replaced
    // the one that was set by now.
    let flush = is_data(set) || old.is_some_and(is_data) || new.is_some_and(is_data);
    let dunder = name.as_ascii().is_some_and(|s| s.starts_with("__") && s.ends_with("__"));
    if !flush && !dunder {
        return;
    }
    let gains_finalizer = name == vm.names().__del__ && old.is_none() && new.is_some();
    vm.stop_the_world(|| {
        if dunder {
            update_slots(vm, ty, name);
        }
        if flush || dunder && governs_caches(vm, name) {
            code::flush_attribute_caches(vm);
        }
    });
    if gains_finalizer {
        vm.class_gained_finalizer(ty);
    }
}

/// Whether inline caches rely on what a class does under this dunder name: attribute access, descriptors, construction and calls.
fn governs_caches(vm: &Vm, name: Ref<Str>) -> bool {
    let n = vm.names();
    [
        n.__getattribute__,
        n.__getattr__,
        n.__setattr__,
        n.__delattr__,
        n.__get__,
        n.__set__,
        n.__delete__,
        n.__new__,
        n.__init__,
        n.__call__,
        n.__del__,
        n.__class__,
        n.__dict__,
    ]
    .contains(&name)
}

fn update_slots(vm: &Vm, ty: Ref<Type>, name: Ref<Str>) {
    slot_table::update_slot(vm, ty, name);
    cells::for_each_subclass(ty, |sub| {
        if sub.dict().get_str(name).is_none() {
            update_slots(vm, sub, name);
        }
    });
}
