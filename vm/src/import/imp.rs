//! `_imp`: what the interpreter knows about the modules in the binary, for `importlib`.

use crate::builtins::module::Module;
use crate::exceptions::exc;
use crate::interp::Frozen;
use crate::native::{NativeModule, function};
use crate::object::{Ref, type_flags};
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

fn name_of(vm: &Vm, what: &str, v: Value) -> PyResult<String> {
    match v.to_str() {
        Some(s) => Ok(s.to_string_lossy()),
        None => throw!(vm, TYPE_ERROR, "{what}() argument must be str, not {}", vm.type_name(v)),
    }
}

fn frozen(vm: &Vm, name: &str) -> Option<&'static Frozen> {
    let at = vm.interp.frozen.binary_search_by(|f| f.name.cmp(name)).ok()?;
    Some(&vm.interp.frozen[at])
}

fn no_such(vm: &Vm, name: &str) -> Raised {
    let text = vm.new_str(&format!("No such frozen object named {name}")).value();
    match vm.call_kw(exc::IMPORT_ERROR.ty().value(), &[text], &[("name", vm.new_str(name).value())]) {
        Ok(e) => vm.raise_value(e),
        Err(e) => e,
    }
}

fn is_frozen(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(frozen(vm, &name_of(vm, "is_frozen", args[0])?).is_some()))
}

fn is_frozen_package(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = name_of(vm, "is_frozen_package", args[0])?;
    match frozen(vm, &name) {
        Some(f) => Ok(Value::bool(f.is_package)),
        None => Err(no_such(vm, &name)),
    }
}

fn frozen_module_names(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let names = vm.new_list(&[]);
    for f in vm.interp.frozen {
        names.push(vm, vm.new_str(f.name).value());
    }
    Ok(names.value())
}

fn get_frozen_object(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = name_of(vm, "get_frozen_object", args[0])?;
    let Some(f) = frozen(vm, &name) else { return Err(no_such(vm, &name)) };
    let filename = super::library::code_file(&name, f.is_package);
    Ok(crate::modules::builtins::compile_source(vm, f.source, &filename, pyish_parser::Mode::Exec, 0)?.value())
}

/// The text of a module in the binary; None for other names.
fn frozen_source(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = name_of(vm, "_frozen_source", args[0])?;
    Ok(frozen(vm, &name).map_or(Value::NONE, |f| vm.new_str(f.source).value()))
}

/// 1 for a native module, -1 for one that is there from the start, 0 for anything else.
fn is_builtin(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let name = name_of(vm, "is_builtin", args[0])?;
    Ok(Value::int(match &*name {
        "builtins" | "sys" => -1,
        _ => vm.interp.natives.iter().any(|n| n.name == name) as i64,
    }))
}

/// Classes in Python that other implementations write natively are as immutable as those.
fn seal(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(class) = args[0].to_type() else {
        throw!(vm, TYPE_ERROR, "seal() argument must be a class, not {}", vm.type_name(args[0]));
    };
    class.set_flags(class.flags() | type_flags::IMMUTABLE);
    Ok(args[0])
}

fn init(vm: &Vm, m: Ref<Module>) -> PyResult<()> {
    m.set(vm, "check_hash_based_pycs", vm.intern("default").value());
    Ok(())
}

pub static MODULE: NativeModule = NativeModule {
    name: "_imp",
    doc: "What the interpreter knows about the modules in the binary.",
    functions: &[
        function("is_frozen", "(name, /)", is_frozen, "Whether a module of this name is in the binary as Python code."),
        function("is_frozen_package", "(name, /)", is_frozen_package, "Whether it is a package."),
        function(
            "_frozen_module_names",
            "()",
            frozen_module_names,
            "The names of the modules in the binary that are Python code.",
        ),
        function("_frozen_source", "(name, /)", frozen_source, "The text of a module in the binary, or None."),
        function("get_frozen_object", "(name, data=None, /)", get_frozen_object, "The code of a module in the binary."),
        function("is_builtin", "(name, /)", is_builtin, "Whether a module is native."),
        function("seal", "(cls, /)", seal, "Make a class immutable, and messages name it with its module."),
        function(
            "extension_suffixes",
            "()",
            |vm, _| Ok(vm.new_list(&[]).value()),
            "What files of native modules end in.",
        ),
        function(
            "lock_held",
            "()",
            |_, _| Ok(Value::FALSE),
            "Whether a lock keeps all other imports out: there is none.",
        ),
        function("acquire_lock", "()", |_, _| Ok(Value::NONE), "Nothing: modules are locked one by one."),
        function("release_lock", "()", |_, _| Ok(Value::NONE), "Nothing: modules are locked one by one."),
    ],
    types: &[],
    init: Some(init),
};
