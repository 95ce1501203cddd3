//! Method resolution order: C3 linearisation.

use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::object::{Ref, Type};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The MRO of a class from its bases' (Barrett et al., "A Monotonic Superclass Linearization for Dylan").
pub(crate) fn linearize(vm: &Vm, ty: Ref<Type>) -> PyResult<Ref<Tuple>> {
    let bases = ty.bases().items();
    for (i, base) in bases.iter().enumerate() {
        if bases[..i].contains(base) {
            throw!(vm, TYPE_ERROR, "duplicate base class {}", vm.class_arg(*base).name());
        }
    }
    let mut result = smallvec::SmallVec::<[Value; 16]>::new();
    result.push(ty.value());
    if bases.is_empty() {
        return Ok(vm.new_tuple(&result));
    }
    if let [single] = bases {
        result.extend_from_slice(vm.class_arg(*single).mro());
        return Ok(vm.new_tuple(&result));
    }
    // The lists to merge, each with how much of it is taken. The classes stay alive through their subclasses' bases.
    let mut lists: Vec<(&'static [Value], usize)> = bases.iter().map(|b| (vm.class_arg(*b).mro(), 0)).collect();
    lists.push((bases, 0));
    loop {
        lists.retain(|(list, at)| *at < list.len());
        if lists.is_empty() {
            let out: Ref<List> = vm.new_list(&result);
            return Ok(out.snapshot(vm));
        }
        let good = lists
            .iter()
            .map(|(list, at)| list[*at])
            .find(|head| lists.iter().all(|(list, at)| !list[at + 1..].contains(head)));
        let Some(head) = good else {
            let mut names: Vec<String> = Vec::new();
            for (list, at) in &lists {
                let name = vm.class_arg(list[*at]).name();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            throw!(
                vm,
                TYPE_ERROR,
                "Cannot create a consistent method resolution order (MRO) for bases {}",
                names.join(", ")
            );
        };
        result.push(head);
        for (list, at) in &mut lists {
            if list[*at] == head {
                *at += 1;
            }
        }
    }
}
