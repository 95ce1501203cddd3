//! `_gil`: the natives behind the module `gil`.
//!
//! Owns nothing: the lock and its figures are `pyish_vm::thread`'s. The Python side gives figures their names and form.

use pyish_vm::native::{NativeModule, function};
use pyish_vm::thread::{figures, gil};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

fn enable(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    gil::enable(vm);
    Ok(Value::NONE)
}

fn disable(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    gil::disable(vm);
    Ok(Value::NONE)
}

fn is_enabled(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(gil::enabled()))
}

fn policy(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_str(gil::policy()).value())
}

fn policies(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let list = vm.new_list(&[]);
    gil::policies().for_each(|name| list.push(vm, vm.new_str(name).value()));
    Ok(list.snapshot(vm).value())
}

fn set_policy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(name) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "a policy's name must be a str, not {}", vm.type_name(args[0]));
    };
    let name = name.to_string_lossy();
    if !gil::set_policy(&name) {
        let known: Vec<&str> = gil::policies().collect();
        throw!(vm, VALUE_ERROR, "there is no GIL policy '{name}'; there are {}", known.join(", "));
    }
    Ok(Value::NONE)
}

/// A row per thread: ident, native id, the system's name for it, whether it is there, then the counts in the order of
/// `figures::FIGURES`, times in nanoseconds.
fn rows(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let list = vm.new_list(&[]);
    for row in figures::all(vm) {
        let fields = vm.new_list(&[]);
        fields.push(vm, vm.new_int(row.ident as i64));
        fields.push(vm, vm.new_int(row.native_id as i64));
        fields.push(vm, vm.new_str(&row.name).value());
        fields.push(vm, Value::bool(row.alive));
        row.counts.iter().for_each(|n| fields.push(vm, vm.new_int(*n as i64)));
        list.push(vm, fields.snapshot(vm).value());
    }
    Ok(list.value())
}

fn forced_switches(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(gil::forced_switches() as i64))
}

fn reset(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    figures::reset(vm);
    Ok(Value::NONE)
}

pub static MODULE: NativeModule = NativeModule {
    name: "_gil",
    doc: "The global interpreter lock: the natives behind the module gil.",
    functions: &[
        function("enable", "()", enable, "Switch the GIL on; the world stops for a moment."),
        function("disable", "()", disable, "Switch the GIL off; the world stops for a moment."),
        function("is_enabled", "()", is_enabled, "Whether the GIL is on."),
        function("policy", "()", policy, "The name of the policy in force."),
        function("policies", "()", policies, "The names of all policies, the default first."),
        function("set_policy", "(name, /)", set_policy, "Choose how the GIL changes hands."),
        function("rows", "()", rows, "The figures of all threads, a tuple each."),
        function("forced_switches", "()", forced_switches, "How often the GIL was handed over on request."),
        function("reset", "()", reset, "Begin to count anew."),
    ],
    types: &[],
    init: None,
};
