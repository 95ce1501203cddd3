//! `_thread._local`: attributes of which each thread has its own.

use pyish_vm::builtins::dict::Dict;
use pyish_vm::exceptions::exc;
use pyish_vm::heap::Trace;
use pyish_vm::native::method;
use pyish_vm::object::{Header, HeapObject, Ref, Slots, TypeDef, attribute, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// The layout of thread-local objects: a number under which each thread files its dict, and the arguments of `__init__`.
#[repr(C)]
pub struct Local {
    header: Header,
    number: Value,
    args: Value,
    kwargs: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Local {}

fn this(v: Value) -> Ref<Local> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let plain_init = cls.slots().init.is_some_and(|f| f as usize == pyish_vm::builtins::object::init as usize);
    let empty = args[1].to_tuple().is_none_or(|t| t.is_empty()) && args[2].to_dict().is_none_or(|d| d.is_empty());
    if plain_init && !empty {
        throw!(vm, TYPE_ERROR, "Initialization arguments are not supported");
    }
    let number = vm.new_int(vm.interp.serial.fetch_add(1, std::sync::atomic::Ordering::Relaxed) as i64);
    let v = vm.alloc_instance(cls, Local { header: Header::EMPTY, number, args: args[1], kwargs: args[2] }).value();
    // The class's `__init__` runs for the thread that makes the object as part of the call.
    all(vm).set(vm, number, vm.new_dict().value())?;
    Ok(v)
}

/// The dicts of this thread by number.
fn all(vm: &Vm) -> Ref<Dict> {
    let slot = vm.thread_locals();
    match slot.get().to_dict() {
        Some(d) if slot.bound().is_some() => d,
        _ => {
            let d = vm.new_dict();
            slot.set(d.value());
            d
        }
    }
}

/// This thread's attributes of a local object; on first use in a thread `__init__` runs again.
fn attributes(vm: &Vm, v: Value) -> PyResult<Ref<Dict>> {
    let local = this(v);
    if let Some(d) = all(vm).get(vm, local.number)? {
        return Ok(d.to_dict().expect("filed as a dict"));
    }
    let d = vm.new_dict();
    all(vm).set(vm, local.number, d.value())?;
    let init = vm.type_of(v).slots().init;
    if let Some(init) = init
        && init as usize != pyish_vm::builtins::object::init as usize
    {
        let f = vm.getattr(v, vm.intern("__init__"))?;
        let args = local.args.to_tuple().expect("bound by *args");
        if let Err(e) = vm.call_dict(f, args.items(), local.kwargs.to_dict().expect("bound by **kwargs")) {
            let _ = all(vm).remove(vm, local.number);
            return Err(e);
        }
    }
    Ok(d)
}

fn getattro(vm: &Vm, v: Value, name: Value) -> PyResult<Value> {
    let Some(n) = name.to_str() else {
        throw!(vm, TYPE_ERROR, "attribute name must be string, not '{}'", vm.type_name(name));
    };
    let d = attributes(vm, v)?;
    if n.eq_str("__dict__") {
        return Ok(d.value());
    }
    let class_attr = vm.type_of(v).lookup(vm, n);
    let is_data = class_attr.is_some_and(|c| vm.type_of(c).slots().descr_set.is_some());
    if !is_data && let Some(x) = d.get(vm, name)? {
        return Ok(x);
    }
    attribute::generic_getattr(vm, v, name)
}

fn setattro(vm: &Vm, v: Value, name: Value, x: Value) -> PyResult<()> {
    let Some(n) = name.to_str() else {
        throw!(vm, TYPE_ERROR, "attribute name must be string, not '{}'", vm.type_name(name));
    };
    if n.eq_str("__dict__") {
        let text = format!("'{}' object attribute '__dict__' is read-only", vm.type_name(v));
        return Err(vm.error(exc::ATTRIBUTE_ERROR, text));
    }
    let d = attributes(vm, v)?;
    if let Some(c) = vm.type_of(v).lookup(vm, n)
        && let Some(set) = vm.type_of(c).slots().descr_set
    {
        return set(vm, c, v, x);
    }
    if !x.is_unbound() {
        return d.set(vm, name, x);
    }
    match d.remove(vm, name)? {
        Some(_) => Ok(()),
        None => Err(vm.no_attribute(v, n)),
    }
}

pub static TYPE: TypeDef = TypeDef {
    name: "_thread._local",
    doc: "Thread-local data.",
    size: size_of::<Local>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { getattro: Some(getattro), setattro: Some(setattro), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    ..TypeDef::NEW
};
