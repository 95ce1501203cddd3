//! `_weakref`: weak references and what can be asked about them. The types themselves belong to the machine.

use pyish_vm::builtins::module::Module;
use pyish_vm::builtins::shape;
use pyish_vm::native::{NativeModule, function};
use pyish_vm::object::Ref;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

fn proxy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_weakproxy(args[0], args[1])
}

fn getweakrefcount(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(vm.weakref_count(args[0]) as i64))
}

fn getweakrefs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let list = vm.new_list(&[]);
    let mut i = 0;
    while let Some(r) = vm.weakref_nth(args[0], i) {
        list.push(vm, r);
        i += 1;
    }
    Ok(list.value())
}

fn remove_dead_weakref(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(dict) = args[0].to_dict() else {
        throw!(vm, TYPE_ERROR, "_remove_dead_weakref() argument 1 must be dict, not {}", vm.type_name(args[0]));
    };
    let hash = vm.hash_key(args[1])?;
    if let Some(v) = dict.get_hashed(vm, args[1], hash)? {
        let Some(r) = v.to_weakref() else { throw!(vm, TYPE_ERROR, "not a weakref") };
        if r.target().is_none() {
            dict.remove_hashed(vm, args[1], hash)?;
        }
    }
    Ok(Value::NONE)
}

fn init(vm: &Vm, module: Ref<Module>) -> PyResult<()> {
    for (name, shape) in [
        ("ref", shape::WEAKREF),
        ("ReferenceType", shape::WEAKREF),
        ("ProxyType", shape::WEAKPROXY),
        ("CallableProxyType", shape::CALLABLE_WEAKPROXY),
    ] {
        module.set(vm, name, vm.type_obj(shape).value());
    }
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_weakref",
    doc: "Weak references.",
    functions: &[
        function(
            "proxy",
            "(object, callback=None, /)",
            proxy,
            "A proxy that refers weakly to the object; the callback is called with it when the object dies.",
        ),
        function("getweakrefcount", "(object, /)", getweakrefcount, "How many weak references point to the object."),
        function("getweakrefs", "(object, /)", getweakrefs, "A list of all weak references to the object."),
        function(
            "_remove_dead_weakref",
            "(dct, key, /)",
            remove_dead_weakref,
            "Remove the key if its value is a dead weak reference.",
        ),
    ],
    types: &[],
    init: Some(init),
};
