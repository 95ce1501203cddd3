//! `_thread.RLock`: a lock that its owner can take again.
//!
//! Invariant: `owner` and `count` are written by the holder of the word alone; a thread that reads its own ident there is the holder.

use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slots, TypeDef, Word, type_flags};
use pyish_vm::thread::Waits;
use pyish_vm::thread::fork;
use pyish_vm::thread::word_lock::WordLock;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::lock::{Patience, no_arguments, patience};
use super::waits::Holder;

/// The layout of re-entrant locks.
#[repr(C)]
pub struct RLock {
    header: Header,
    word: WordLock,
    padding: u32,
    /// The ident of the thread that holds it, or 0.
    owner: Word,
    count: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for RLock {}

/// How far behind an object's beginning its waiters stand.
pub(super) const KEY_OFFSET: usize = std::mem::offset_of!(RLock, word);

/// Who has the lock.
pub(super) fn holder(v: Value) -> Holder {
    match this(v).owner.get() {
        0 => Holder::Nobody,
        ident => Holder::Ident(ident),
    }
}

fn this(v: Value) -> Ref<RLock> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let class = vm.class_arg(args[0]);
    if class == TYPE.shape().ty() {
        no_arguments(vm, "RLock", args)?;
    }
    Ok(vm.alloc_instance(class, free()).value())
}

impl RLock {
    fn is_mine(&self, vm: &Vm) -> bool {
        self.owner.get() == vm.thread_ident()
    }
    /// In the child of a fork, takes the lock from a thread that stayed in the parent: it would never let go. What a file object that
    /// such a thread used still needs when it is finalized.
    fn inherit(&self, vm: &Vm) -> bool {
        let owner = self.owner.get();
        let gone = owner != 0 && !vm.with_threads(|mut all| all.any(|t| t.thread_ident() == owner));
        let inherited = gone && self.owner.compare_exchange(owner, vm.thread_ident());
        if inherited {
            self.count.set(1);
        }
        inherited
    }
    fn own(&self, owner: u64, count: u64) {
        self.owner.set(owner);
        self.count.set(count);
    }
    fn take(&self, vm: &Vm, patience: Patience) -> PyResult<bool> {
        if self.is_mine(vm) {
            self.count.set(self.count.get() + 1);
            return Ok(true);
        }
        let taken = match patience {
            Patience::Until(None) if fork::is_child() && self.inherit(vm) => return Ok(true),
            Patience::None => self.word.try_acquire(),
            Patience::Until(deadline) => self.word.acquire(vm, Waits::RLock, deadline)?,
        };
        if taken {
            self.own(vm.thread_ident(), 1);
        }
        Ok(taken)
    }
}

fn free() -> RLock {
    RLock { header: Header::EMPTY, word: WordLock::new(), padding: 0, owner: Word::new(0), count: Word::new(0) }
}

/// A new lock, free.
pub fn new_lock(vm: &Vm) -> PyResult<Value> {
    let class = pyish_vm::import::finder::native_type(vm, &TYPE)?;
    Ok(vm.alloc(class.root_shape(), free()).value())
}

/// Holds a re-entrant lock until dropped.
pub struct Held {
    lock: Ref<RLock>,
}

impl Held {
    /// Takes a lock made by [`new_lock`] if that needs no waiting.
    #[inline]
    pub fn try_take(vm: &Vm, lock: Value) -> Option<Held> {
        let lock = this(lock);
        if lock.is_mine(vm) {
            lock.count.set(lock.count.get() + 1);
        } else if lock.word.try_acquire() {
            lock.own(vm.thread_ident(), 1);
        } else {
            return None;
        }
        Some(Held { lock })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let left = self.lock.count.get() - 1;
        if left > 0 {
            self.lock.count.set(left);
        } else {
            self.lock.own(0, 0);
            self.lock.word.release();
        }
    }
}

fn acquire(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let patience = patience(vm, args[1], args[2])?;
    Ok(Value::bool(this(args[0]).take(vm, patience)?))
}

fn release(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    if !lock.is_mine(vm) {
        throw!(vm, RUNTIME_ERROR, "cannot release un-acquired lock");
    }
    let left = lock.count.get() - 1;
    if left > 0 {
        lock.count.set(left);
    } else {
        lock.own(0, 0);
        lock.word.release();
    }
    Ok(Value::NONE)
}

fn enter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).take(vm, Patience::Until(None))?))
}
fn exit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    release(vm, args)
}
fn locked(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).word.is_locked()))
}
fn is_owned(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).is_mine(vm)))
}
fn recursion_count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    Ok(vm.new_int(if lock.is_mine(vm) { lock.count.get() as i64 } else { 0 }))
}

fn release_save(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    if !lock.is_mine(vm) {
        throw!(vm, RUNTIME_ERROR, "cannot release un-acquired lock");
    }
    let state = vm.new_tuple(&[vm.new_int(lock.count.get() as i64), vm.new_int(lock.owner.get() as i64)]);
    lock.own(0, 0);
    lock.word.release();
    Ok(state.value())
}

fn acquire_restore(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(state) = args[1].to_tuple() else {
        throw!(vm, TYPE_ERROR, "_acquire_restore() argument must be 2-item tuple, not {}", vm.type_name(args[1]));
    };
    let &[count, owner] = state.items() else {
        throw!(vm, TYPE_ERROR, "_acquire_restore() argument must be sequence of length 2, not {}", state.len());
    };
    let (count, owner) = (vm.index_i64(count)? as u64, vm.index_i64(owner)? as u64);
    let lock = this(args[0]);
    let interrupted = lock.word.acquire_again(vm, Waits::RLock)?;
    lock.own(owner, count);
    interrupted.map(|()| Value::NONE)
}

fn reinit(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    lock.word.reset();
    lock.own(0, 0);
    Ok(Value::NONE)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let lock = this(v);
    let state = if lock.word.is_locked() { "locked" } else { "unlocked" };
    let name = pyish_vm::builtins::type_::methods::full_name(vm, vm.type_of(v));
    let text =
        format!("<{state} {name} object owner={} count={} at {:#x}>", lock.owner.get(), lock.count.get(), v.bits());
    Ok(vm.new_str(&text).value())
}

static METHODS: &[MethodDef] = &[
    method(
        "acquire",
        "(blocking=True, timeout=-1)",
        acquire,
        "Take the lock, once more if this thread holds it; tell whether it was taken.",
    ),
    method("release", "()", release, "Undo one acquire(); the last one lets go of the lock."),
    method("locked", "()", locked, "Whether the lock is taken."),
    method("_is_owned", "()", is_owned, "Whether this thread holds the lock."),
    method("_recursion_count", "()", recursion_count, "How often this thread has taken the lock."),
    method("_release_save", "()", release_save, "Let go of the lock whatever its count; return what restores it."),
    method("_acquire_restore", "(state, /)", acquire_restore, "Take the lock again as _release_save() found it."),
    method("_at_fork_reinit", "()", reinit, "Make the lock free, in the child of a fork."),
    method("__enter__", "()", enter, "Take the lock."),
    method("__exit__", "(exc_type, exc_value, exc_tb, /)", exit, "Undo one acquire()."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_thread.RLock",
    doc: "A lock that the thread which holds it can take again.",
    size: size_of::<RLock>(),
    flags: type_flags::WEAKREF | type_flags::BASETYPE,
    trace: Trace::Leaf,
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "A new lock, free.")),
    methods: METHODS,
    ..TypeDef::NEW
};
