//! `_thread._excepthook` and its argument: the report of an exception that ended a thread.

use std::sync::OnceLock;

use pyish_vm::builtins::structseq;
use pyish_vm::exceptions::{exc, traceback};
use pyish_vm::heap::Global;
use pyish_vm::object::{Ref, Type};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

static ARGS_TYPE: OnceLock<Global> = OnceLock::new();

pub(super) fn args_type(vm: &Vm) -> PyResult<Ref<Type>> {
    if let Some(global) = ARGS_TYPE.get() {
        return Ok(vm.class_arg(global.get()));
    }
    let fields = [
        ("exc_type", "Exception type"),
        ("exc_value", "Exception value"),
        ("exc_traceback", "Exception traceback"),
        ("thread", "Thread"),
    ];
    let ty = structseq::make_type(
        vm,
        "_thread._ExceptHookArgs",
        "What the report of a thread's exception is made from.",
        &fields,
        4,
    )?;
    let _ = ARGS_TYPE.set(Global::new(ty.value()));
    Ok(ty)
}

pub(super) fn excepthook(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !vm.isinstance(args[0], args_type(vm)?) {
        throw!(vm, TYPE_ERROR, "_thread.excepthook argument type must be ExceptHookArgs");
    }
    let get = |name: &str| vm.getattr(args[0], vm.intern(name));
    let (class, value, thread) = (get("exc_type")?, get("exc_value")?, get("thread")?);
    if class == exc::SYSTEM_EXIT.ty().value() {
        return Ok(Value::NONE);
    }
    let name = if thread.is_none() { None } else { vm.getattr_opt(thread, vm.intern("_name"))? };
    let name = match name {
        Some(name) => vm.str(name)?.to_string_lossy(),
        None => vm.thread_ident().to_string(),
    };
    traceback::write_stderr(vm, &format!("Exception in thread {name}:\n"));
    let e = if value.is_none() { vm.call(class, &[])? } else { value };
    traceback::print(vm, vm.exception_to_raise(e)?);
    Ok(Value::NONE)
}
