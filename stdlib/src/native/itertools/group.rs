//! `groupby` and the iterators over its groups.

use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::method;
use pyish_vm::object::{CompareOp, Header, HeapObject, Ref, Slot, Slots, TypeDef, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{END, pause};

/// The layout of `groupby`.
#[repr(C)]
struct GroupBy {
    header: Header,
    source: Slot,
    function: Slot,
    /// The key of the group given out last.
    target: Slot,
    /// Key and value of the item read last; unbound when the value has been given out.
    key: Slot,
    value: Slot,
    /// The group that may read on.
    group: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for GroupBy {}

/// The layout of groups.
#[repr(C)]
struct Group {
    header: Header,
    parent: Slot,
    target: Slot,
}
// SAFETY: as above.
unsafe impl HeapObject for Group {}

/// # Safety
/// `p` addresses a live `GroupBy`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let g = unsafe { &*p.cast::<GroupBy>() };
    for slot in [&g.source, &g.function, &g.target, &g.key, &g.value, &g.group] {
        marker.slot(slot);
    }
}

fn this(v: Value) -> Ref<GroupBy> {
    // SAFETY: the door checks the receiver, `group_new` the parent.
    unsafe { v.cast() }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let source = vm.iter(args[1])?;
    let [target, key, value, group] = [const { Slot::unbound() }; 4];
    let (source, function) = (Slot::new(source), Slot::new(args[2]));
    let fixed = GroupBy { header: Header::EMPTY, source, function, target, key, value, group };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), fixed).value())
}

/// Reads an item; false at the end.
fn advance(vm: &Vm, g: Ref<GroupBy>) -> PyResult<bool> {
    let x = vm.next_or_unbound(g.source.get())?;
    if x.is_unbound() {
        return Ok(false);
    }
    let f = g.function.get();
    let key = if f.is_none() { x } else { vm.call(f, &[x])? };
    g.value.set(x);
    g.key.set(key);
    Ok(true)
}

fn same(vm: &Vm, a: Value, b: Value) -> PyResult<bool> {
    if a == b { Ok(true) } else { vm.compare_bool(a, b, CompareOp::Eq) }
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let g = this(v);
    g.group.set(Value::UNBOUND);
    let key = loop {
        if let Some(key) = g.key.bound() {
            match g.target.bound() {
                Some(target) if same(vm, target, key)? => {}
                _ => break key,
            }
        }
        if !advance(vm, g)? {
            return END;
        }
        pause(vm)?;
    };
    g.target.set(key);
    let group = make_group(vm, v, key);
    Ok(vm.new_tuple(&[key, group]).value())
}

fn make_group(vm: &Vm, parent: Value, target: Value) -> Value {
    let fixed = Group { header: Header::EMPTY, parent: Slot::new(parent), target: Slot::new(target) };
    let group = vm.alloc(GROUPER.shape(), fixed).value();
    this(parent).group.set(group);
    group
}

fn group_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !vm.isinstance(args[1], GROUPBY.shape().ty()) {
        throw!(vm, TYPE_ERROR, "_grouper() argument 1 must be itertools.groupby, not {}", vm.type_of(args[1]).name());
    }
    Ok(make_group(vm, args[1], args[2]))
}

fn group_next(vm: &Vm, v: Value) -> PyResult<Value> {
    // SAFETY: the door checks the receiver.
    let group = unsafe { v.cast::<Group>() };
    let g = this(group.parent.get());
    if g.group.get() != v || g.value.bound().is_none() && !advance(vm, g)? {
        return END;
    }
    let Some(key) = g.key.bound() else { return END };
    if !same(vm, group.target.get(), key)? {
        return END;
    }
    g.key.set(Value::UNBOUND);
    Ok(g.value.swap(Value::UNBOUND))
}

pub(super) static GROUPBY: TypeDef = TypeDef {
    name: "itertools.groupby",
    doc: "Return pairs of a key and an iterator over the items that follow each other and have that key.",
    size: size_of::<GroupBy>(),
    flags: type_flags::BASETYPE | type_flags::IMMUTABLE,
    trace: Trace::Custom(trace),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
    new: Some(method("__new__", "(iterable, key=None)", new, "A new iterator.")),
    ..TypeDef::NEW
};

pub(super) static GROUPER: TypeDef = TypeDef {
    name: "itertools._grouper",
    size: size_of::<Group>(),
    flags: type_flags::IMMUTABLE,
    trace: Trace::Fields(1),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(group_next), ..Slots::EMPTY },
    new: Some(method("__new__", "(parent, tgtkey, /)", group_new, "A group.")),
    ..TypeDef::NEW
};
