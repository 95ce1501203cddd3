//! Audit hooks: functions that `sys.audit` tells of events.

use std::sync::Mutex;

use crate::exceptions::exc;
use crate::heap::Global;
use crate::native::{MethodDef, function};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The list of hooks, once there are any.
static HOOKS: Mutex<Option<Global>> = Mutex::new(None);

fn hooks() -> Option<Value> {
    HOOKS.lock().ok()?.as_ref().map(|list| list.get())
}

/// Calls the hooks with an event and the tuple of its arguments.
fn tell(vm: &Vm, event: Value, arguments: Value) -> PyResult<()> {
    let Some(list) = hooks() else { return Ok(()) };
    vm.for_each(list, |hook| vm.call(hook, &[event, arguments]).map(|_| ()))
}

fn audit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].to_str().is_none() {
        throw!(vm, TYPE_ERROR, "audit() argument 1 must be str, not {}", vm.type_name(args[0]));
    }
    tell(vm, args[0], args[1])?;
    Ok(Value::NONE)
}

fn addaudithook(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    // A hook that is there already may refuse: a RuntimeError keeps the new one out in silence.
    match tell(vm, vm.intern("sys.addaudithook").value(), vm.new_tuple(&[]).value()) {
        Err(e) if e.matches(vm, exc::RUNTIME_ERROR) => return Ok(Value::NONE),
        other => other?,
    }
    let list = vm.new_list(&[]);
    let list = match HOOKS.lock() {
        Ok(mut known) => known.get_or_insert_with(|| Global::new(list.value())).get(),
        Err(_) => return Ok(Value::NONE),
    };
    list.to_list().expect("the hooks are a list").push(vm, args[0]);
    Ok(Value::NONE)
}

pub(crate) static FUNCTIONS: &[MethodDef] = &[
    function("audit", "(event, /, *args)", audit, "Tell the audit hooks of an event."),
    function("addaudithook", "(hook)", addaudithook, "Add a function that is told of events."),
];
