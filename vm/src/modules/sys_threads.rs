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

fn unbound_for_none(v: Value) -> Value {
    if v.is_none() { Value::UNBOUND } else { v }
}

fn settrace(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.set_trace_function(false, unbound_for_none(args[0]));
    Ok(Value::NONE)
}

fn setprofile(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.set_trace_function(true, unbound_for_none(args[0]));
    Ok(Value::NONE)
}

fn gettrace(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.tracer.bound().unwrap_or(Value::NONE))
}

fn getprofile(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.profiler.bound().unwrap_or(Value::NONE))
}

/// Sets the trace or profile function of all threads that run.
fn set_everywhere(vm: &Vm, profile: bool, f: Value) -> PyResult<Value> {
    let f = unbound_for_none(f);
    vm.stop_the_world(|| vm.for_each_thread(|t| t.set_trace_function(profile, f)));
    Ok(Value::NONE)
}

fn settraceallthreads(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    set_everywhere(vm, false, args[0])
}

fn setprofileallthreads(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    set_everywhere(vm, true, args[0])
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
        "settrace",
        "(function, /)",
        settrace,
        "Set the function that is told of calls, lines and exceptions in this thread.",
    ),
    function("gettrace", "()", gettrace, "This thread's trace function, or None."),
    function(
        "setprofile",
        "(function, /)",
        setprofile,
        "Set the function that is told of calls and returns in this thread.",
    ),
    function("getprofile", "()", getprofile, "This thread's profile function, or None."),
    function("_settraceallthreads", "(function, /)", settraceallthreads, "As settrace(), for all threads that run."),
    function(
        "_setprofileallthreads",
        "(function, /)",
        setprofileallthreads,
        "As setprofile(), for all threads that run.",
    ),
    function(
        "_current_exceptions",
        "()",
        current_exceptions,
        "The exception that each thread is handling, by the thread's number.",
    ),
];
