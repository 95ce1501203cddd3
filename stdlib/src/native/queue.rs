//! `_queue`: SimpleQueue, the unbounded queue whose `put` never blocks and may be called from anywhere.
//!
//! Items stand in a ring of slots, which lock and waiters of the queue protect. `count` beside it tells how many there are, so that an
//! empty queue can be waited for without the object's lock.

use pyish_vm::builtins::list::ListStorage;
use pyish_vm::exceptions::base::BaseException;
use pyish_vm::exceptions::hierarchy;
use pyish_vm::heap::{Marker, Trace};
use pyish_vm::native::{MethodDef, NativeModule, classmethod, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, type_flags};
use pyish_vm::thread::futex::Nanos;
use pyish_vm::thread::park::unpark_one;
use pyish_vm::thread::{Parked, Waits};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::thread::{deadline, lock, nanoseconds};

/// The layout of queues.
#[repr(C)]
pub struct SimpleQueue {
    header: Header,
    /// The ring; unbound while it has no room at all.
    ring: Slot,
    /// Where the first item stands.
    first: Word,
    count: Word,
    /// How many threads wait for an item, or are about to.
    waiters: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for SimpleQueue {}

static EMPTY: TypeDef = TypeDef {
    name: "_queue.Empty",
    doc: "There is no item in the queue (in time).",
    base: Some(&hierarchy::EXCEPTION),
    size: size_of::<BaseException>(),
    flags: type_flags::BASETYPE | type_flags::HAS_DICT | type_flags::EXC_SUBCLASS | type_flags::WEAKREF,
    trace: Trace::Fields(1),
    ..TypeDef::NEW
};

/// # Safety
/// `p` addresses a live queue.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(unsafe { &(*p.cast::<SimpleQueue>()).ring });
}

fn this(v: Value) -> Ref<SimpleQueue> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let class = vm.class_arg(args[0]);
    if class == TYPE.shape().ty() {
        lock::no_arguments(vm, "SimpleQueue", args)?;
    }
    let (first, count, waiters) = (Word::new(0), Word::new(0), Word::new(0));
    let queue = SimpleQueue { header: Header::EMPTY, ring: Slot::unbound(), first, count, waiters };
    Ok(vm.alloc_instance(class, queue).value())
}

fn slots(ring: Value) -> &'static [Slot] {
    // SAFETY: the slot holds list storages alone.
    if ring.is_unbound() { &[] } else { unsafe { ring.cast::<ListStorage>() }.slots() }
}

/// Appends an item if the ring has room.
fn push(vm: &Vm, queue: Ref<SimpleQueue>, item: Value) -> bool {
    let _guard = vm.lock(queue);
    let (ring, first, count) = (slots(queue.ring.get()), queue.first.usize(), queue.count.usize());
    if count == ring.len() {
        return false;
    }
    ring[(first + count) % ring.len()].set(item);
    queue.count.set(count as u64 + 1);
    true
}

/// Takes the first item.
fn pop(vm: &Vm, queue: Ref<SimpleQueue>) -> Option<Value> {
    let _guard = vm.lock(queue);
    let (ring, first, count) = (slots(queue.ring.get()), queue.first.usize(), queue.count.usize());
    if count == 0 {
        return None;
    }
    let item = ring[first].swap(Value::UNBOUND);
    queue.first.set(((first + 1) % ring.len()) as u64);
    queue.count.set(count as u64 - 1);
    Some(item)
}

/// Moves the items to a ring of twice the size, unless another thread was faster.
fn grow(vm: &Vm, queue: Ref<SimpleQueue>) {
    let room = slots(queue.ring.get()).len();
    let new = vm.new_list_storage((room * 2).max(8));
    let _guard = vm.lock(queue);
    let (ring, first, count) = (slots(queue.ring.get()), queue.first.usize(), queue.count.usize());
    if ring.len() != room {
        return;
    }
    for (i, to) in new.slots()[..count].iter().enumerate() {
        to.set(ring[(first + i) % room].get());
    }
    queue.ring.set(new.value());
    queue.first.set(0);
}

fn put(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let queue = this(args[0]);
    while !push(vm, queue, args[1]) {
        grow(vm, queue);
    }
    // A waiter counts itself before it looks whether there are items.
    std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst);
    if queue.waiters.get() > 0 {
        unpark_one(queue.as_ptr() as usize, |_| false);
    }
    Ok(Value::NONE)
}

fn wait(vm: &Vm, queue: Ref<SimpleQueue>, deadline: Option<Nanos>) -> PyResult<Value> {
    loop {
        if let Some(item) = pop(vm, queue) {
            return Ok(item);
        }
        queue.waiters.fetch_add(1);
        std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst);
        let parked = vm.park(queue.as_ptr() as usize, Waits::Queue, deadline, || queue.count.get() == 0);
        queue.waiters.fetch_add(u64::MAX);
        match parked {
            Parked::TimedOut => return pop(vm, queue).ok_or_else(|| vm.error(EMPTY.shape(), "")),
            Parked::Interrupted => {
                // Whoever woke somebody for an item may have meant us.
                if queue.count.get() > 0 {
                    unpark_one(queue.as_ptr() as usize, |_| false);
                }
                vm.check_signals()?;
            }
            Parked::Stuck => vm.examine_deadlock()?,
            Parked::Woken { .. } | Parked::Refused => {}
        }
    }
}

fn get(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let queue = this(args[0]);
    if !vm.truthy(args[1])? {
        return get_nowait(vm, args);
    }
    let deadline = if args[2].is_none() {
        None
    } else {
        let n = nanoseconds(vm, args[2])?;
        if n < 0 {
            throw!(vm, VALUE_ERROR, "'timeout' must be a non-negative number");
        }
        deadline(n)
    };
    wait(vm, queue, deadline)
}

fn get_nowait(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    pop(vm, this(args[0])).ok_or_else(|| vm.error(EMPTY.shape(), ""))
}

fn qsize(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_int(this(args[0]).count.get() as i64))
}

fn empty(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).count.get() == 0))
}

fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_generic_alias(args[0], args[1])
}

static METHODS: &[MethodDef] = &[
    method(
        "put",
        "(item, block=True, timeout=None)",
        put,
        "Append an item. Never blocks; the other parameters are there for the sake of Queue.put().",
    ),
    method("put_nowait", "(item)", put, "Append an item."),
    method(
        "get",
        "(block=True, timeout=None)",
        get,
        "Take the first item, waiting for one if there is none and block is true, at most for the time-out in seconds; else raise Empty.",
    ),
    method("get_nowait", "()", get_nowait, "Take the first item, or raise Empty."),
    method("qsize", "()", qsize, "How many items are in the queue just now."),
    method("empty", "()", empty, "Whether the queue is empty just now."),
    classmethod("__class_getitem__", "(object, /)", class_getitem, "See PEP 585."),
];

static TYPE: TypeDef = TypeDef {
    name: "_queue.SimpleQueue",
    doc: "A first-in first-out queue without bounds, whose put() can be called from anywhere.",
    size: size_of::<SimpleQueue>(),
    flags: type_flags::BASETYPE | type_flags::WEAKREF,
    trace: Trace::Custom(trace),
    slots: Slots::EMPTY,
    new: Some(method("__new__", "(*args, **kwargs)", new, "An empty queue.")),
    methods: METHODS,
    ..TypeDef::NEW
};

pub static MODULE: NativeModule = NativeModule {
    name: "_queue",
    doc: "The native part of the queue module.",
    functions: &[],
    types: &[&TYPE, &EMPTY],
    init: None,
};
