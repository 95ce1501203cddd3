//! `tee`: several iterators over the items of one.
//!
//! The items stand in a chain of blocks, in which each iterator has its place; what all have passed is garbage. Whoever comes to the
//! end of what was read reads on, one at a time.

use pyish_vm::builtins::list::ListStorage;
use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::method;
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{END, size};

/// Items of a block.
const BLOCK: usize = 57;

/// The layout of blocks.
#[repr(C)]
struct Data {
    header: Header,
    source: Slot,
    /// The storage of the items.
    items: Slot,
    next: Slot,
    count: Word,
    /// Whether somebody reads on.
    reading: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Data {}

/// The layout of the iterators: a place in a block.
#[repr(C)]
struct Tee {
    header: Header,
    data: Slot,
    at: Word,
}
// SAFETY: as above.
unsafe impl HeapObject for Tee {}

/// # Safety
/// `p` addresses a live `Data`.
unsafe fn trace_data(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let d = unsafe { &*p.cast::<Data>() };
    for slot in [&d.source, &d.items, &d.next] {
        marker.slot(slot);
    }
}

/// # Safety
/// `p` addresses a live `Tee`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(unsafe { &(*p.cast::<Tee>()).data });
}

fn this(v: Value) -> Ref<Tee> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new_data(vm: &Vm, source: Value) -> Ref<Data> {
    let items = vm.new_list_storage(BLOCK).value();
    let (source, items, next) = (Slot::new(source), Slot::new(items), Slot::unbound());
    let (count, reading) = (Word::new(0), Word::new(0));
    vm.alloc(DATA.shape(), Data { header: Header::EMPTY, source, items, next, count, reading })
}

impl Data {
    fn slots(&self) -> &'static [Slot] {
        // SAFETY: the slot holds a list storage.
        unsafe { self.items.get().cast::<ListStorage>() }.slots()
    }
}

/// The item with a number that is at most the count of those read.
fn item(vm: &Vm, data: Ref<Data>, at: usize) -> PyResult<Value> {
    if at < data.count.usize() {
        return Ok(data.slots()[at].get());
    }
    if !data.reading.compare_exchange(0, 1) {
        throw!(vm, RUNTIME_ERROR, "cannot re-enter the tee iterator");
    }
    // Another thread may have read it before this one took its turn.
    let at = data.count.usize().min(at);
    if let Some(read) = data.slots()[at].bound() {
        data.reading.set(0);
        return Ok(read);
    }
    let x = vm.next_or_unbound(data.source.get());
    if let Ok(x) = x
        && !x.is_unbound()
    {
        data.slots()[at].set(x);
        data.count.set(at as u64 + 1);
    }
    data.reading.set(0);
    x
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let tee = this(v);
    let (mut data, mut at) = {
        let _guard = vm.lock(tee);
        // SAFETY: the slot holds a block.
        (unsafe { tee.data.get().cast::<Data>() }, tee.at.usize())
    };
    if at == BLOCK {
        if data.next.bound().is_none() {
            let new = new_data(vm, data.source.get());
            data.next.compare_exchange(Value::UNBOUND, new.value());
        }
        // SAFETY: as above; just set.
        data = unsafe { data.next.get().cast::<Data>() };
        at = 0;
    }
    let x = item(vm, data, at)?;
    if x.is_unbound() {
        return END;
    }
    let _guard = vm.lock(tee);
    tee.data.set(data.value());
    tee.at.set(at as u64 + 1);
    Ok(x)
}

/// One more iterator at the same place.
fn copy_of(vm: &Vm, v: Value) -> Value {
    let tee = this(v);
    let (data, at) = {
        let _guard = vm.lock(tee);
        (tee.data.get(), tee.at.get())
    };
    vm.alloc(TEE.shape(), Tee { header: Header::EMPTY, data: Slot::new(data), at: Word::new(at) }).value()
}

/// An iterator over an iterable that can be copied.
fn of_iterable(vm: &Vm, iterable: Value) -> PyResult<Value> {
    let source = vm.iter(iterable)?;
    if source.has_shape(TEE.shape()) {
        return Ok(copy_of(vm, source));
    }
    let data = Slot::new(new_data(vm, source).value());
    Ok(vm.alloc(TEE.shape(), Tee { header: Header::EMPTY, data, at: Word::new(0) }).value())
}

pub(super) fn tee(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = size(vm, args[1])?;
    if n < 0 {
        throw!(vm, VALUE_ERROR, "n cannot be negative");
    }
    if n == 0 {
        return Ok(vm.new_tuple(&[]).value());
    }
    let first = of_iterable(vm, args[0])?;
    let all = vm.new_tuple_with(n as usize, |i| Ok(if i == 0 { first } else { copy_of(vm, first) }))?;
    Ok(all.value())
}

fn data_new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let given = args[1].to_tuple().expect("bound by *args").items();
    let &[source, items, next] = given else {
        throw!(vm, TYPE_ERROR, "teedataobject expected 3 arguments, got {}", given.len())
    };
    let Some(items) = items.to_list() else {
        throw!(vm, TYPE_ERROR, "teedataobject() argument 2 must be list, not {}", vm.type_of(items).name())
    };
    let items = items.snapshot(vm).items();
    let linked = !next.is_none();
    let fits = if linked { next.has_shape(DATA.shape()) && items.len() == BLOCK } else { items.len() <= BLOCK };
    if !fits {
        throw!(vm, VALUE_ERROR, "Invalid arguments");
    }
    let data = new_data(vm, source);
    for (slot, v) in data.slots().iter().zip(items) {
        slot.set(*v);
    }
    data.count.set(items.len() as u64);
    if linked {
        data.next.set(next);
    }
    Ok(data.value())
}

pub(super) static TEE: TypeDef = TypeDef {
    name: "itertools._tee",
    doc: "An iterator that can be copied.",
    size: size_of::<Tee>(),
    flags: type_flags::WEAKREF | type_flags::IMMUTABLE,
    trace: Trace::Custom(trace),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
    new: Some(method("__new__", "(iterable, /)", |vm, a| of_iterable(vm, a[1]), "A new iterator.")),
    methods: &[method("__copy__", "()", |vm, a| Ok(copy_of(vm, a[0])), "One more iterator at the same place.")],
    ..TypeDef::NEW
};

pub(super) static DATA: TypeDef = TypeDef {
    name: "itertools._tee_dataobject",
    doc: "Items that several iterators share.",
    size: size_of::<Data>(),
    flags: type_flags::IMMUTABLE,
    trace: Trace::Custom(trace_data),
    slots: Slots::EMPTY,
    new: Some(method("__new__", "(*args)", data_new, "A block of items.")),
    ..TypeDef::NEW
};
