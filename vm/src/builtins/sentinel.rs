//! `sentinel`: objects that stand for nothing but themselves (PEP 661).

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, member, member_set, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of sentinels.
#[repr(C)]
pub struct Sentinel {
    header: Header,
    name: Value,
    module: Slot,
    /// The text of the repr.
    shown: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Sentinel {}

fn this(v: Value) -> Ref<Sentinel> {
    // SAFETY: callers check the shape.
    unsafe { v.cast() }
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [_, name, shown] = *args else { unreachable!("bound by the signature") };
    if name.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "sentinel() argument 1 must be str, not {}", vm.type_name(name));
    }
    let shown = if shown.is_none() { name } else { shown };
    if shown.to_str().is_none() {
        throw!(vm, TYPE_ERROR, "sentinel() argument 'repr' must be str or None, not {}", vm.type_name(shown));
    }
    let module = vm.current_globals().and_then(|g| g.get_str(vm.names().__name__)).unwrap_or(Value::NONE);
    Ok(vm.alloc(shape::SENTINEL, Sentinel { header: Header::EMPTY, name, module: Slot::new(module), shown }).value())
}

fn set_module(_: &Vm, v: Value, x: Value) -> PyResult<()> {
    this(v).module.set(if x.is_unbound() { Value::NONE } else { x });
    Ok(())
}

pub static TYPE: TypeDef = TypeDef {
    name: "sentinel",
    doc: "Create a unique object that stands for nothing but itself.",
    size: size_of::<Sentinel>(),
    flags: type_flags::WEAKREF,
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(|_, v| Ok(this(v).shown)), or: Some(super::union::or), ..Slots::EMPTY },
    new: Some(method("__new__", "(name, /, *, repr=None)", create, "")),
    methods: &[
        method("__copy__", "()", |_, a| Ok(a[0]), "The sentinel itself."),
        method("__deepcopy__", "(memo, /)", |_, a| Ok(a[0]), "The sentinel itself."),
        method("__reduce__", "()", |_, a| Ok(this(a[0]).name), "The name by which its module knows it."),
    ],
    getset: &[
        member("__name__", |_, v| Ok(this(v).name), "The name."),
        member_set("__module__", |_, v| Ok(this(v).module.get()), set_module, "The name of the module that made it."),
    ],
    ..TypeDef::NEW
};
