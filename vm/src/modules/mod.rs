//! The modules that exist from the start: `builtins` and `sys`.

pub mod abc;
pub mod builtins;
pub mod instance_checks;
pub mod sum;
pub mod sys;
mod sys_audit;
mod sys_facts;
mod sys_lazy;
mod sys_names;
mod sys_threads;

use crate::Vm;
use crate::builtins::dict::Dict;
use crate::object::Ref;
use crate::value::Value;

/// The dict in which code with these globals finds builtins.
pub fn builtins_for(vm: &Vm, globals: Ref<Dict>) -> Ref<Dict> {
    match globals.get_str(vm.names().__builtins__) {
        Some(v) => match (v.to_dict(), v.to_module()) {
            (Some(d), _) => d,
            (None, Some(m)) => m.dict(),
            _ => vm.interp.builtins_dict(),
        },
        None => vm.interp.builtins_dict(),
    }
}

/// An attribute of a value, for natives that look up by Rust text.
pub fn attr(vm: &Vm, v: Value, name: &str) -> crate::PyResult<Value> {
    vm.getattr(v, vm.intern(name))
}
