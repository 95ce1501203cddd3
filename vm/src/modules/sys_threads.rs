//! What `sys` knows of threads: the switch interval, the GIL's mode, frames and exceptions of all threads.

use crate::native::{MethodDef, function};
use crate::thread::gil;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

fn setswitchinterval(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let seconds = vm.to_f64(args[0])?;
    if seconds <= 0.0 {
        throw!(vm, VALUE_ERROR, "switch interval must be strictly positive");
    }
    gil::set_switch_interval(seconds);
    Ok(Value::NONE)
}

fn getswitchinterval(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_float(gil::switch_interval()))
}

fn is_gil_enabled(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(gil::enabled()))
}

/// A dict from the idents of all threads to what `of` finds in each, with the world stopped.
fn of_each_thread(vm: &Vm, of: impl Fn(&Vm) -> Value) -> PyResult<Value> {
    let found = vm.new_dict();
    let mut result = Ok(());
    vm.stop_the_world(|| {
        vm.for_each_thread(|t| {
            let v = of(t);
            if !v.is_unbound() && result.is_ok() {
                result = found.set(vm, vm.new_int(t.thread_ident() as i64), v);
            }
        });
    });
    result.map(|()| found.value())
}

fn current_frames(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    of_each_thread(vm, |t| t.current_frame().map_or(Value::UNBOUND, |(frame, _)| vm.reify(frame).value()))
}

fn current_exceptions(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    of_each_thread(vm, |t| t.handled.bound().unwrap_or(Value::NONE))
}

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function(
        "setswitchinterval",
        "(interval, /)",
        setswitchinterval,
        "Set after how many seconds a waiting thread gets the GIL.",
    ),
    function("getswitchinterval", "()", getswitchinterval, "After how many seconds a waiting thread gets the GIL."),
    function("_is_gil_enabled", "()", is_gil_enabled, "Whether only one thread at a time runs Python."),
    function("_current_frames", "()", current_frames, "The innermost frame of each thread, by the thread's number."),
    function(
        "_current_exceptions",
        "()",
        current_exceptions,
        "The exception that each thread is handling, by the thread's number.",
    ),
];
