//! `_thread.lock`: one word that is waited on.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use pyish_vm::heap::Trace;
use pyish_vm::native::{MethodDef, method};
use pyish_vm::object::{Header, HeapObject, Ref, Slots, TypeDef, type_flags};
use pyish_vm::thread::wait::futex_wake;
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

const FREE: u32 = 0;
const HELD: u32 = 1;
const CONTENDED: u32 = 2;

/// A lock word: free, held, or held with threads that may wait for it.
#[repr(transparent)]
pub(super) struct Word(AtomicU32);

impl Word {
    pub const fn new() -> Word {
        Word(AtomicU32::new(FREE))
    }
    pub fn try_take(&self) -> bool {
        self.0.compare_exchange(FREE, HELD, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }
    pub fn is_held(&self) -> bool {
        self.0.load(Ordering::Acquire) != FREE
    }
    /// Takes the lock, waiting until the deadline; whether it did.
    pub fn take(&self, vm: &Vm, deadline: Option<Instant>) -> PyResult<bool> {
        if self.try_take() {
            return Ok(true);
        }
        vm.wait_word(&self.0, CONTENDED, deadline, || self.0.swap(CONTENDED, Ordering::Acquire) == FREE)
    }
    /// Frees the lock; false when it was free.
    pub fn free(&self) -> bool {
        match self.0.swap(FREE, Ordering::Release) {
            FREE => false,
            CONTENDED => {
                futex_wake(&self.0, 1);
                true
            }
            _ => true,
        }
    }
    pub fn reset(&self) {
        self.0.store(FREE, Ordering::Release);
    }
}

/// The layout of locks.
#[repr(C)]
pub struct Lock {
    header: Header,
    word: Word,
    padding: u32,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Lock {}

fn this(v: Value) -> Ref<Lock> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    Ok(vm.alloc_instance(cls, Lock { header: Header::EMPTY, word: Word::new(), padding: 0 }).value())
}

pub(super) fn allocate(vm: &Vm, _: &[Value]) -> PyResult<Value> {
    let ty = pyish_vm::import::finder::native_type(vm, &TYPE)?;
    Ok(vm.alloc(ty.root_shape(), Lock { header: Header::EMPTY, word: Word::new(), padding: 0 }).value())
}

/// The deadline that `blocking` and `timeout` mean: `Err` not to wait at all, `Ok(None)` for ever.
pub(super) fn deadline(vm: &Vm, blocking: Value, timeout: Value) -> PyResult<Result<Option<Instant>, ()>> {
    let blocking = vm.truthy(blocking)?;
    let seconds = vm.to_f64(timeout)?;
    if seconds.is_nan() {
        throw!(vm, VALUE_ERROR, "Invalid value NaN (not a number)");
    }
    if !blocking && seconds != -1.0 {
        throw!(vm, VALUE_ERROR, "can't specify a timeout for a non-blocking call");
    }
    if seconds < 0.0 && seconds != -1.0 {
        throw!(vm, VALUE_ERROR, "timeout value must be a non-negative number");
    }
    if seconds > super::TIMEOUT_MAX {
        throw!(vm, OVERFLOW_ERROR, "timeout value is too large");
    }
    if !blocking {
        return Ok(Err(()));
    }
    Ok(Ok(if seconds < 0.0 { None } else { Some(Instant::now() + Duration::from_secs_f64(seconds)) }))
}

fn acquire(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let lock = this(args[0]);
    if args[1] == Value::TRUE && args[2] == Value::int(-1) {
        return Ok(Value::bool(lock.word.take(vm, None)?));
    }
    match deadline(vm, args[1], args[2])? {
        Err(()) => Ok(Value::bool(lock.word.try_take())),
        Ok(d) => Ok(Value::bool(lock.word.take(vm, d)?)),
    }
}

fn release(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !this(args[0]).word.free() {
        throw!(vm, RUNTIME_ERROR, "release unlocked lock");
    }
    Ok(Value::NONE)
}

fn enter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).word.take(vm, None)?))
}

fn exit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    release(vm, &args[..1])
}

fn locked(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).word.is_held()))
}

fn reinit(_: &Vm, args: &[Value]) -> PyResult<Value> {
    this(args[0]).word.reset();
    Ok(Value::NONE)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let state = if this(v).word.is_held() { "locked" } else { "unlocked" };
    let name = pyish_vm::builtins::type_::methods::full_name(vm, vm.type_of(v));
    Ok(vm.new_str(&format!("<{state} {name} object at {:#x}>", v.bits())).value())
}

static METHODS: &[MethodDef] = &[
    method("acquire", "(blocking=True, timeout=-1)", acquire, "Take the lock; return whether it was taken."),
    method("acquire_lock", "(blocking=True, timeout=-1)", acquire, "Obsolete name of acquire()."),
    method("release", "()", release, "Free the lock."),
    method("release_lock", "()", release, "Obsolete name of release()."),
    method("locked", "()", locked, "Whether somebody holds the lock."),
    method("locked_lock", "()", locked, "Obsolete name of locked()."),
    method("_at_fork_reinit", "()", reinit, "Make the lock free in a forked child."),
    method("__enter__", "()", enter, "Take the lock."),
    method("__exit__", "(*args)", exit, "Free the lock."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "_thread.lock",
    doc: "A lock object is a synchronization primitive.",
    size: size_of::<Lock>(),
    flags: type_flags::WEAKREF,
    trace: Trace::Leaf,
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    new: Some(method("__new__", "()", new, "")),
    methods: METHODS,
    ..TypeDef::NEW
};
