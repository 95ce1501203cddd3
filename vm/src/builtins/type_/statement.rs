//! The class statement: what `__build_class__` does.

use crate::builtins::cell::Cell;
use crate::builtins::dict::Dict;
use crate::builtins::function::Function;
use crate::builtins::shape;
use crate::builtins::tuple::Tuple;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::create;

/// Replaces bases that are no classes by what their `__mro_entries__` says.
pub(crate) fn resolve_bases(vm: &Vm, bases: &[Value]) -> PyResult<Ref<Tuple>> {
    if bases.iter().all(|b| b.to_type().is_some()) {
        return Ok(vm.new_tuple(bases));
    }
    let original = vm.new_tuple(bases);
    let out = vm.new_list(&[]);
    for b in bases {
        let f = if b.to_type().is_some() { None } else { vm.getattr_opt(*b, vm.names().__mro_entries__)? };
        match f {
            Some(f) => {
                let entries = vm.call(f, &[original.value()])?;
                let Some(entries) = entries.to_tuple() else {
                    throw!(vm, TYPE_ERROR, "__mro_entries__ must return a tuple");
                };
                entries.items().iter().for_each(|e| out.push(vm, *e));
            }
            None => out.push(vm, *b),
        }
    }
    Ok(out.snapshot(vm))
}

/// Runs a class body and calls the metaclass.
pub(crate) fn build(vm: &Vm, f: Value, name: Value, bases: &[Value], kwargs: Ref<Dict>) -> PyResult<Value> {
    let resolved = resolve_bases(vm, bases)?;
    let changed = resolved.items() != bases;
    let meta = match kwargs.remove(vm, vm.names().metaclass.value())? {
        Some(m) => m,
        None => resolved.items().first().map_or(shape::TYPE.ty().value(), |b| vm.type_of(*b).value()),
    };
    let meta = match meta.to_type() {
        Some(t) => create::winner(vm, t, resolved.items())?.value(),
        None => meta,
    };
    let namespace = match vm.getattr_opt(meta, vm.names().__prepare__)? {
        Some(prepare) => {
            let ns = vm.call_dict(prepare, &[name, resolved.value()], kwargs)?;
            if ns.to_dict().is_none() && vm.type_of(ns).slots().getitem.is_none() {
                let text = meta.to_type().map_or("<metaclass>".into(), |t| t.name());
                throw!(vm, TYPE_ERROR, "{text}.__prepare__() must return a mapping, not {}", vm.type_name(ns));
            }
            ns
        }
        None => vm.new_dict().value(),
    };
    // SAFETY: the caller checked that it is a function.
    let function = unsafe { f.cast::<Function>() };
    let cell = crate::eval::call::call_with_namespace(vm, function, namespace)?;
    if changed {
        vm.setitem(namespace, vm.names().__orig_bases__.value(), vm.new_tuple(bases).value())?;
    }
    let class = vm.call_dict(meta, &[name, resolved.value(), namespace], kwargs)?;
    if class.to_type().is_some() && cell.has_shape(shape::CELL) {
        // SAFETY: the shape says so.
        match unsafe { cell.cast::<Cell>() }.content.bound() {
            None => throw!(
                vm,
                RUNTIME_ERROR,
                "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
                vm.repr(name)?,
                vm.repr(class)?
            ),
            Some(c) if c != class => {
                throw!(
                    vm,
                    TYPE_ERROR,
                    "__class__ set to {} defining {} as {}",
                    vm.repr(c)?,
                    vm.repr(name)?,
                    vm.repr(class)?
                )
            }
            Some(_) => {}
        }
    }
    Ok(class)
}
