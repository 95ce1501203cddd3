//! Type parameters and type aliases: the objects that `def f[T]` and `type X = …` make. Their classes are Python's, in `_typevars`.

use crate::value::Value;
use crate::{PyResult, Vm};

fn call(vm: &Vm, name: &str, args: &[Value]) -> PyResult<Value> {
    let f = crate::import::import_attribute(vm, "_typevars", name)?;
    vm.call(f, args)
}

pub(crate) fn new_type_var(vm: &Vm, name: Value, bound: Value, constraints: Value) -> PyResult<Value> {
    call(vm, "_new_type_var", &[name, bound, constraints])
}
pub(crate) fn new_param_spec(vm: &Vm, name: Value) -> PyResult<Value> {
    call(vm, "_new_param_spec", &[name])
}
pub(crate) fn new_type_var_tuple(vm: &Vm, name: Value) -> PyResult<Value> {
    call(vm, "_new_type_var_tuple", &[name])
}
pub(crate) fn set_default(vm: &Vm, parameter: Value, evaluate: Value) -> PyResult<Value> {
    call(vm, "_set_default", &[parameter, evaluate])
}
pub(crate) fn new_alias(vm: &Vm, name: Value, parameters: Value, evaluate: Value) -> PyResult<Value> {
    call(vm, "_new_alias", &[name, parameters, evaluate])
}
pub(crate) fn subscript_generic(vm: &Vm, parameters: Value) -> PyResult<Value> {
    call(vm, "_subscript_generic", &[parameters])
}
