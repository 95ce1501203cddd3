//! `_thread.RLock`: a lock that its owner can take again.

use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slots, TypeDef, Word as Count, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::lock::{Word, deadline};

/// The layout of re-entrant locks.
#[repr(C)]
pub struct RLock {
    header: Header,
    word: Word,
    padding: u32,
    owner: Count,
    count: Count,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for RLock {}

fn this(v: Value) -> Ref<RLock> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = RLock { header: Header::EMPTY, word: Word::new(), padding: 0, owner: Count::new(0), count: Count::new(0) };
    Ok(vm.alloc_instance(vm.class_arg(args[0]), lock).value())
}

fn is_mine(vm: &Vm, lock: Ref<RLock>) -> bool {
    lock.owner.get() == vm.thread_ident() as u64
}

fn acquire(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    let wait = deadline(vm, args[1], args[2])?;
    if is_mine(vm, lock) {
        lock.count.set(lock.count.get() + 1);
        return Ok(Value::TRUE);
    }
    let taken = match wait {
        Err(()) => lock.word.try_take(),
        Ok(d) => lock.word.take(vm, d)?,
    };
    if taken {
        lock.owner.set(vm.thread_ident() as u64);
        lock.count.set(1);
    }
    Ok(Value::bool(taken))
}

fn release(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    if !is_mine(vm, lock) {
        throw!(vm, RUNTIME_ERROR, "cannot release un-acquired lock");
    }
    let n = lock.count.get() - 1;
    lock.count.set(n);
    if n == 0 {
        lock.owner.set(0);
        lock.word.free();
    }
    Ok(Value::NONE)
}

fn enter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    acquire(vm, &[args[0], Value::TRUE, Value::int(-1)])
}
fn exit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    release(vm, &args[..1])
}
fn locked(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).word.is_held()))
}
fn is_owned(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(is_mine(vm, this(args[0]))))
}
fn recursion_count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    Ok(if is_mine(vm, lock) { vm.new_int(lock.count.get() as i64) } else { Value::int(0) })
}

/// Frees the lock whatever its count, for conditions; answers what `_acquire_restore` needs.
fn release_save(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    if lock.count.get() == 0 {
        throw!(vm, RUNTIME_ERROR, "cannot release un-acquired lock");
    }
    let state = vm.new_tuple(&[vm.new_int(lock.count.get() as i64), vm.new_int(lock.owner.get() as i64)]);
    lock.count.set(0);
    lock.owner.set(0);
    lock.word.free();
    Ok(state.value())
}

fn acquire_restore(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    let parts = args[1].to_tuple().map_or(&[][..], |t| t.items());
    let [count, owner] = *parts else { throw!(vm, TYPE_ERROR, "_acquire_restore() argument 1 must be a pair") };
    let (count, owner) = (vm.index_i64(count)?, vm.index_i64(owner)?);
    lock.word.take(vm, None)?;
    lock.owner.set(owner as u64);
    lock.count.set(count as u64);
    Ok(Value::NONE)
}

fn reinit(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    lock.word.reset();
    lock.owner.set(0);
    lock.count.set(0);
    Ok(Value::NONE)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let lock = this(v);
    let state = if lock.word.is_held() { "locked" } else { "unlocked" };
    let name = pyish_vm::builtins::type_::methods::full_name(vm, vm.type_of(v));
    let text = format!("<{state} {name} object owner={} count={} at {:#x}>", lock.owner.get(), lock.count.get(), v.bits());
    Ok(vm.new_str(&text).value())
}

static METHODS: &[MethodDef] = &[
    method("acquire", "(blocking=True, timeout=-1)", acquire, "Take the lock; return whether it was taken."),
    method("release", "()", release, "Undo one acquire()."),
    method("locked", "()", locked, "Whether somebody holds the lock."),
    method("_is_owned", "()", is_owned, "Whether this thread holds the lock."),
    method("_recursion_count", "()", recursion_count, "How often this thread has taken the lock."),
    method("_release_save", "()", release_save, "Free the lock, for conditions."),
    method("_acquire_restore", "(state, /)", acquire_restore, "Take the lock again, for conditions."),
    method("_at_fork_reinit", "()", reinit, "Make the lock free in a forked child."),
    method("__enter__", "()", enter, "Take the lock."),
    method("__exit__", "(*args)", exit, "Undo one acquire()."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_thread.RLock",
    doc: "A lock that its owner can take again.",
    size: size_of::<RLock>(),
    flags: type_flags::WEAKREF | type_flags::BASETYPE,
    trace: Trace::Leaf,
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "")),
    methods: METHODS,
    ..TypeDef::NEW
};
