//! `_thread.lock`: one word, and who holds it.

use pyish_vm::heap::Trace;
use pyish_vm::native::{Args, MethodDef, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slots, Type, TypeDef, Word, type_flags};
use pyish_vm::thread::Waits;
use pyish_vm::thread::futex::Nanos;
use pyish_vm::thread::word_lock::WordLock;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::waits::Holder;

/// The layout of locks.
#[repr(C)]
pub struct Lock {
    header: Header,
    word: WordLock,
    padding: u32,
    /// `thread_id` of the thread that took it last: for who explains deadlocks.
    owner: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Lock {}

impl Lock {
    const NEW: Lock = Lock { header: Header::EMPTY, word: WordLock::new(), padding: 0, owner: Word::new(0) };
}

/// How far behind an object's beginning its waiters stand.
pub(super) const KEY_OFFSET: usize = std::mem::offset_of!(Lock, word);

/// Who took the lock last and has not let go of it.
pub(super) fn holder(v: Value) -> Holder {
    match this(v).owner.get() {
        0 => Holder::Nobody,
        id => Holder::Id(id),
    }
}

fn this(v: Value) -> Ref<Lock> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

/// Refuses arguments of a constructor that takes none.
pub(crate) fn no_arguments(vm: &Vm, name: &str, args: &[Value]) -> PyResult<()> {
    if args[1].to_tuple().is_some_and(|t| !t.is_empty()) {
        throw!(vm, TYPE_ERROR, "{name}() takes no positional arguments");
    }
    if args[2].to_dict().is_some_and(|d| !d.is_empty()) {
        throw!(vm, TYPE_ERROR, "{name}() takes no keyword arguments");
    }
    Ok(())
}

/// Without arguments nothing is to be bound.
fn new_raw(vm: &Vm, cls: Ref<Type>, args: Args) -> PyResult<Value> {
    if args.kwlen() > 0 {
        throw!(vm, TYPE_ERROR, "lock() takes no keyword arguments");
    }
    if !args.values.is_empty() {
        throw!(vm, TYPE_ERROR, "lock() takes no positional arguments");
    }
    new(vm, &[cls.value(), Value::NONE, Value::NONE])
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    no_arguments(vm, "lock", args)?;
    allocate(vm, args)
}

pub(super) fn allocate(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(vm.alloc(TYPE.shape(), Lock::NEW).value())
}

/// How long `acquire(blocking, timeout)` may wait.
pub(super) enum Patience {
    None,
    Until(Option<Nanos>),
}

pub(super) fn patience(vm: &Vm, blocking: Value, timeout: Value) -> PyResult<Patience> {
    if blocking == Value::TRUE && timeout == Value::int(-1) {
        return Ok(Patience::Until(None));
    }
    let blocking = vm.truthy(blocking)?;
    let wait = super::nanoseconds(vm, timeout)?;
    let forever = wait == -1_000_000_000;
    if !blocking && !forever {
        throw!(vm, VALUE_ERROR, "can't specify a timeout for a non-blocking call");
    }
    if wait < 0 && !forever {
        throw!(vm, VALUE_ERROR, "timeout value must be a non-negative number");
    }
    Ok(match (blocking, forever) {
        (false, _) => Patience::None,
        (true, true) => Patience::Until(None),
        (true, false) => Patience::Until(super::deadline(wait)),
    })
}

fn take(vm: &Vm, lock: Ref<Lock>, patience: Patience) -> PyResult<bool> {
    let taken = match patience {
        Patience::None => lock.word.try_acquire(),
        Patience::Until(deadline) => lock.word.acquire(vm, Waits::Lock, deadline)?,
    };
    if taken {
        lock.owner.set(vm.thread_id());
    }
    Ok(taken)
}

fn acquire(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let patience = patience(vm, args[1], args[2])?;
    Ok(Value::bool(take(vm, this(args[0]), patience)?))
}

fn release(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    if !lock.word.is_locked() {
        throw!(vm, RUNTIME_ERROR, "release unlocked lock");
    }
    lock.owner.set(0);
    lock.word.release();
    Ok(Value::NONE)
}

fn enter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(take(vm, this(args[0]), Patience::Until(None))?))
}

fn exit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    release(vm, args)
}

fn locked(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).word.is_locked()))
}

fn reinit(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    lock.word.reset();
    lock.owner.set(0);
    Ok(Value::NONE)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let state = if this(v).word.is_locked() { "locked" } else { "unlocked" };
    let name = pyish_vm::builtins::type_::methods::full_name(vm, vm.type_of(v));
    Ok(vm.new_str(&format!("<{state} {name} object at {:#x}>", v.bits())).value())
}

static METHODS: &[MethodDef] = &[
    method(
        "acquire",
        "(blocking=True, timeout=-1)",
        acquire,
        "Take the lock, waiting for it if need be and allowed; tell whether it was taken.",
    ),
    method("acquire_lock", "(blocking=True, timeout=-1)", acquire, "An obsolete name of acquire()."),
    method("release", "()", release, "Let go of the lock, so that another thread can take it."),
    method("release_lock", "()", release, "An obsolete name of release()."),
    method("locked", "()", locked, "Whether the lock is taken."),
    method("locked_lock", "()", locked, "An obsolete name of locked()."),
    method("_at_fork_reinit", "()", reinit, "Make the lock free, in the child of a fork."),
    method("__enter__", "()", enter, "Take the lock."),
    method("__exit__", "(exc_type, exc_value, exc_tb, /)", exit, "Let go of the lock."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_thread.lock",
    doc: "A lock: taken by acquire(), let go by release(), in whichever thread.",
    size: size_of::<Lock>(),
    flags: type_flags::WEAKREF | type_flags::IMMUTABLE,
    trace: Trace::Leaf,
    slots: Slots { repr: Some(repr), new: Some(new_raw), ..Slots::EMPTY },
    new: Some(method("__new__", "(*args, **kwargs)", new, "A new lock, free.")),
    methods: METHODS,
    ..TypeDef::NEW
};
