//! `atexit`: functions to call when the interpreter ends.

use pyish_vm::builtins::list::List;
use pyish_vm::native::{MethodDef, NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// The registered calls: a list kept in `sys`' namespace under a name no program uses.
fn calls(vm: &Vm) -> Ref<List> {
    let sys = vm.interp.sys_dict();
    let name = vm.intern("<atexit>");
    match sys.get_str(name).and_then(Value::to_list) {
        Some(l) => l,
        None => {
            let l = vm.new_list(&[]);
            sys.set_str(vm, name, l.value());
            l
        }
    }
}

fn register(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !vm.is_callable(args[0]) {
        throw!(vm, TYPE_ERROR, "the first argument must be callable");
    }
    calls(vm).push(vm, vm.new_tuple(args).value());
    Ok(args[0])
}

fn unregister(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let l = calls(vm);
    let keep = vm.new_list(&[]);
    for i in 0..l.len() {
        if let Some(c) = l.get(i)
            && !vm.eq(c.to_tuple().expect("a call").items()[0], args[0])?
        {
            keep.push(vm, c);
        }
    }
    clear(vm, &[])?;
    keep.snapshot(vm).items().iter().for_each(|c| l.push(vm, *c));
    Ok(Value::NONE)
}

fn clear(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    vm.call_method(calls(vm).value(), vm.intern("clear"), &[])
}

/// Runs the calls, last registered first. What is registered meanwhile is dropped with the rest.
fn run(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    for call in calls(vm).snapshot(vm).items().iter().rev() {
        let call = call.to_tuple().expect("a call").items();
        let (args, kwargs) = (call[1].to_tuple().expect("a tuple"), call[2].to_dict().expect("a dict"));
        if let Err(e) = vm.call_dict(call[0], args.items(), kwargs) {
            let f = vm.repr(call[0]).map_or_else(|_| "<object repr() failed>".into(), |text| text.to_string_lossy());
            vm.unraisable_text(e, Value::NONE, &format!("Exception ignored in atexit callback {f}"));
        }
    }
    clear(vm, &[])
}

/// Whether anything is to be called at the end.
pub fn has_exit_functions(vm: &Vm) -> bool {
    !calls(vm).is_empty()
}

/// Calls what is to be called at the end.
pub fn run_exit_functions(vm: &Vm) -> PyResult<()> {
    run(vm, &[]).map(|_| ())
}

fn count(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(calls(vm).len() as i64))
}

static FUNCTIONS: &[MethodDef] = &[
    function("register", "(func, /, *args, **kwargs)", register, "Call a function when the interpreter ends."),
    function("unregister", "(func, /)", unregister, "Forget a function."),
    function("_clear", "()", clear, "Forget all functions."),
    function("_run_exitfuncs", "()", run, "Call the functions now."),
    function("_ncallbacks", "()", count, "Number of functions."),
];

pub static MODULE: NativeModule = NativeModule {
    name: "atexit",
    doc: "Functions to call when the interpreter ends.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};
