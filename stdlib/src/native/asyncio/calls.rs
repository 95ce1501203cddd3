//! Calls with keyword arguments that came as a dict.

use pyish_vm::native::Args;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

pub fn with_keywords(vm: &Vm, f: Value, pos: &[Value], keywords: Value) -> PyResult<Value> {
    let Some(keywords) = keywords.to_dict().filter(|d| !d.is_empty()) else {
        return vm.call(f, pos);
    };
    let (all, names) = (vm.new_list(pos), vm.new_list(&[]));
    for (name, value) in keywords.iter() {
        names.push(vm, name);
        all.push(vm, value);
    }
    vm.call_args(f, Args { values: all.snapshot(vm).items(), kwnames: Some(names.snapshot(vm)) })
}
