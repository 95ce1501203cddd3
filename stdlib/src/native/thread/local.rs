//! `_thread._local`: attributes of which each thread has its own.
//!
//! The object holds a dict from thread numbers to dicts of attributes, so the attributes die with it. Each thread keeps weak
//! references to the local objects that hold something of it and removes its part when it ends, so they die with the thread too.

use pyish_vm::builtins::dict::Dict;
use pyish_vm::builtins::list::List;
use pyish_vm::exceptions::exc;
use pyish_vm::heap::Trace;
use pyish_vm::native::method;
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, attribute, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// The layout of thread-local objects.
#[repr(C)]
pub struct Local {
    header: Header,
    /// Attribute dicts by thread.
    threads: Slot,
    /// What `__init__` gets in each thread.
    args: Slot,
    kwargs: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Local {}

impl Local {
    fn threads(&self) -> Ref<Dict> {
        self.threads.get().to_dict().expect("set when made")
    }
}

fn this(v: Value) -> Ref<Local> {
    // SAFETY: the door and the slots hand over instances only.
    unsafe { v.cast() }
}

fn has_own_init(v: Ref<pyish_vm::object::Type>) -> bool {
    v.slots()
        .init
        .is_some_and(|f| !std::ptr::fn_addr_eq(f, pyish_vm::builtins::object::init as pyish_vm::object::InitFn))
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let class = vm.class_arg(args[0]);
    let empty = args[1].to_tuple().is_none_or(|t| t.is_empty()) && args[2].to_dict().is_none_or(|d| d.is_empty());
    if !empty && !has_own_init(class) {
        throw!(vm, TYPE_ERROR, "Initialization arguments are not supported");
    }
    let threads = Slot::new(vm.new_dict().value());
    let local = Local { header: Header::EMPTY, threads, args: Slot::new(args[1]), kwargs: Slot::new(args[2]) };
    let v = vm.alloc_instance(class, local).value();
    // In this thread the constructor's call runs `__init__`.
    enter(vm, v)?;
    Ok(v)
}

/// Gives the calling thread attributes of its own.
fn enter(vm: &Vm, v: Value) -> PyResult<Ref<Dict>> {
    let attributes = vm.new_dict();
    this(v).threads().set(vm, vm.new_int(vm.thread_id() as i64), attributes.value())?;
    let mine = match vm.locals_slot().get().to_list() {
        Some(list) => list,
        None => {
            let list = vm.new_list(&[]);
            vm.locals_slot().set(list.value());
            list
        }
    };
    mine.push(vm, vm.new_weakref(v, Value::NONE)?);
    drop_dead(vm, mine);
    Ok(attributes)
}

/// Now and then, forgets local objects that have died.
fn drop_dead(vm: &Vm, mine: Ref<List>) {
    let n = mine.len();
    if n < 64 || !n.is_power_of_two() {
        return;
    }
    let alive = vm.new_list(&[]);
    for &r in mine.snapshot(vm).items() {
        if r.to_weakref().is_some_and(|r| r.target().is_some()) {
            alive.push(vm, r);
        }
    }
    vm.locals_slot().set(alive.value());
}

/// At the end of a thread: removes its attributes from all local objects.
pub(super) fn forget_thread(vm: &Vm) {
    let Some(mine) = vm.locals_slot().get().to_list() else { return };
    for &r in mine.snapshot(vm).items() {
        if let Some(local) = r.to_weakref().and_then(|r| r.target()) {
            // The keys are ints: comparing them raises nothing.
            let _ = this(local).threads().remove(vm, vm.new_int(vm.thread_id() as i64));
        }
    }
    vm.locals_slot().set(Value::UNBOUND);
}

/// The calling thread's attributes; on the first use in a thread the class's `__init__` runs.
fn attributes(vm: &Vm, v: Value) -> PyResult<Ref<Dict>> {
    let local = this(v);
    let key = vm.new_int(vm.thread_id() as i64);
    if let Some(d) = local.threads().get(vm, key)? {
        return Ok(d.to_dict().expect("only dicts are stored"));
    }
    let d = enter(vm, v)?;
    let class = vm.type_of(v);
    if has_own_init(class)
        && let Some(init) = vm.special(v, vm.names().__init__)?
    {
        let args = local.args.get().to_tuple().expect("bound by *args");
        let kwargs = local.kwargs.get().to_dict().expect("bound by **kwargs");
        if let Err(e) = vm.call_dict(init, args.items(), kwargs) {
            local.threads().remove(vm, key)?;
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
    let class_attribute = vm.type_of(v).lookup(vm, n);
    let is_data = class_attribute.is_some_and(|c| vm.type_of(c).slots().descr_set.is_some());
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
        let text = format!("'{}' object attribute '__dict__' is read-only", short_or_full(vm, v));
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

/// The class's name as messages give it: native types with their module.
fn short_or_full(vm: &Vm, v: Value) -> String {
    if v.has_shape(TYPE.shape()) { TYPE.name.to_owned() } else { vm.type_name(v) }
}

pub static TYPE: TypeDef = TypeDef {
    name: "_thread._local",
    doc: "Data of which each thread has its own: attributes set in one thread are not seen in others.",
    size: size_of::<Local>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { getattro: Some(getattro), setattro: Some(setattro), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "An object for data of threads.")),
    ..TypeDef::NEW
};
