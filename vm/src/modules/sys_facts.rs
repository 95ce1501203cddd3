//! What `sys` tells of the machine's inside: allocation, interning, loading of libraries, tracking of coroutines.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::native::{MethodDef, function};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The flags that extension modules would be loaded with.
static DL_FLAGS: AtomicI64 = AtomicI64::new(libc::RTLD_NOW as i64);
/// How many frames coroutines remember of where they were made.
static ORIGIN_DEPTH: AtomicI64 = AtomicI64::new(0);

fn getallocatedblocks(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.count_heap_objects() as i64))
}
fn getunicodeinternedsize(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.interp.interned.count() as i64))
}
fn getdlopenflags(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(DL_FLAGS.load(Ordering::Relaxed)))
}
fn setdlopenflags(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    DL_FLAGS.store(vm.index_i64(args[0])?, Ordering::Relaxed);
    Ok(Value::NONE)
}
fn get_origin_depth(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(ORIGIN_DEPTH.load(Ordering::Relaxed)))
}
fn set_origin_depth(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let depth = vm.index_i64(args[0])?;
    if depth < 0 {
        throw!(vm, VALUE_ERROR, "depth must be >= 0");
    }
    ORIGIN_DEPTH.store(depth, Ordering::Relaxed);
    Ok(Value::NONE)
}
/// What extension modules would have to match.
pub(super) fn abi_info(vm: &Vm) -> PyResult<Value> {
    let class = crate::builtins::namespace::TYPE.shape().ty().value();
    let little = cfg!(target_endian = "little");
    let facts = [
        ("pointer_bits", Value::int(usize::BITS as i64)),
        ("free_threaded", Value::FALSE),
        ("debug", Value::FALSE),
        ("byteorder", vm.intern(if little { "little" } else { "big" }).value()),
    ];
    vm.call_kw(class, &[], &facts)
}

/// There is no profiler for the machine's stack to prepare for.
fn activate_trampoline(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(backend) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "activate_stack_trampoline() argument must be str, not {}", vm.type_name(args[0]));
    };
    match &*backend.to_string_lossy() {
        "perf" | "perf_jit" => throw!(vm, VALUE_ERROR, "perf trampoline not available"),
        other => throw!(vm, VALUE_ERROR, "invalid backend: {other}"),
    }
}
fn deactivate_trampoline(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::NONE)
}
fn remote_exec(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    throw!(vm, RUNTIME_ERROR, "Remote debugging is not enabled")
}
fn no(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::FALSE)
}

pub(super) static FUNCTIONS: &[MethodDef] = &[
    function("getallocatedblocks", "()", getallocatedblocks, "How many objects there are."),
    function(
        "getunicodeinternedsize",
        "(*, _only_immortal=False)",
        getunicodeinternedsize,
        "How many strings are interned.",
    ),
    function("getdlopenflags", "()", getdlopenflags, "The flags for loading libraries."),
    function("setdlopenflags", "(flags, /)", setdlopenflags, "Set the flags for loading libraries."),
    function(
        "get_coroutine_origin_tracking_depth",
        "()",
        get_origin_depth,
        "How many frames coroutines remember of their making.",
    ),
    function(
        "set_coroutine_origin_tracking_depth",
        "(depth)",
        set_origin_depth,
        "Set how many frames coroutines remember of their making.",
    ),
    function(
        "activate_stack_trampoline",
        "(backend, /)",
        activate_trampoline,
        "ValueError: there are no trampolines for profilers of the stack.",
    ),
    function("deactivate_stack_trampoline", "()", deactivate_trampoline, "Nothing: there are no trampolines."),
    function("remote_exec", "(pid, script)", remote_exec, "RuntimeError: no program can be run in another process."),
    function("is_stack_trampoline_active", "()", no, "False: there are no trampolines."),
    function("is_remote_debug_enabled", "()", no, "False: no debugger can attach."),
];
