//! Weak references: `weakref.ref`, and what proxies share with it.
//!
//! Invariant: `target` is the address of the object, or 0 once that is dead; the collector never follows it and clears it before
//! anybody could see a freed object (`heap::weak`). A reference that calls nothing and is of no subclass is shared by all who ask.

mod proxy;

use crate::builtins::shape;
use crate::heap::{Marker, Trace, Weaks};
use crate::native::{Args, classmethod, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slot, Slots, Type, TypeDef, Word, getter, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

pub use proxy::{CALLABLE_PROXY_TYPE, PROXY_TYPE};

/// The layout of weak references and proxies.
#[repr(C)]
pub struct WeakRef {
    header: Header,
    pub(crate) target: Word,
    hash: Word,
    /// Whether `hash` is known.
    hashed: Word,
    /// Called with the reference when the target dies; unbound when nothing is.
    pub(crate) callback: Slot,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for WeakRef {}

impl Ref<WeakRef> {
    /// The object, while it is alive.
    #[inline]
    pub fn target(self) -> Option<Value> {
        match self.target.get() {
            0 => None,
            bits => Some(Value::from_bits(bits)),
        }
    }
    fn is_shareable(self, shape: crate::object::ShapeId) -> bool {
        self.shape() == shape && self.callback.get().is_unbound()
    }
}

impl Value {
    /// The weak reference, when this is an instance of `weakref.ref` or of a subclass.
    pub fn to_weakref(self) -> Option<Ref<WeakRef>> {
        if self.is_ptr() && std::ptr::eq(self.shape().ty().layout(), &REF_TYPE) {
            // SAFETY: instances begin with the layout of their type.
            Some(unsafe { self.cast() })
        } else {
            None
        }
    }
}

/// Standing in the list of references to one object: the shared reference, the shared proxy, then the newest first.
fn rank(r: Ref<WeakRef>) -> u32 {
    if r.is_shareable(shape::WEAKREF) {
        0
    } else if r.is_shareable(shape::WEAKPROXY) || r.is_shareable(shape::CALLABLE_WEAKPROXY) {
        1
    } else {
        2
    }
}

fn make(vm: &Vm, cls: Ref<Type>, target: Value, callback: Value) -> PyResult<Value> {
    if !target.is_ptr() || !vm.type_of(target).has_flag(type_flags::WEAKREF) {
        throw!(vm, TYPE_ERROR, "cannot create weak reference to '{}' object", vm.type_name(target));
    }
    let callback = if callback.is_none() { Value::UNBOUND } else { callback };
    let of_class = cls.root_shape();
    let shared =
        callback.is_unbound() && matches!(of_class, shape::WEAKREF | shape::WEAKPROXY | shape::CALLABLE_WEAKPROXY);
    if shared && let Some(r) = Weaks::find(target, |r| r.is_shareable(of_class)) {
        return Ok(r.value());
    }
    let (target_word, hash, hashed) = (Word::new(0), Word::new(0), Word::new(0));
    let new = WeakRef { header: Header::EMPTY, target: target_word, hash, hashed, callback: Slot::new(callback) };
    let new = vm.alloc_instance(cls, new);
    let own = rank(new);
    Ok(Weaks::enter(target, new, |r| shared && r.is_shareable(of_class), |r| rank(r) < own).value())
}

impl Vm {
    /// A weak reference; `callback` may be None.
    pub fn new_weakref(&self, target: Value, callback: Value) -> PyResult<Value> {
        make(self, self.type_obj(shape::WEAKREF), target, callback)
    }
    /// An object that behaves as `target` does as long as that lives.
    pub fn new_weakproxy(&self, target: Value, callback: Value) -> PyResult<Value> {
        let shape = if self.is_callable(target) { shape::CALLABLE_WEAKPROXY } else { shape::WEAKPROXY };
        make(self, self.type_obj(shape), target, callback)
    }
    /// How many weak references and proxies point to a value.
    pub fn weakref_count(&self, target: Value) -> usize {
        if target.is_ptr() { Weaks::count(target) } else { 0 }
    }
    /// The weak reference or proxy number `i` to a value.
    pub fn weakref_nth(&self, target: Value, i: usize) -> Option<Value> {
        if target.is_ptr() { Weaks::nth(target, i).map(Ref::value) } else { None }
    }
}

fn this(v: Value) -> Ref<WeakRef> {
    // SAFETY: the door and the slots' tables hand over instances only.
    unsafe { v.cast() }
}

/// Marks the callback alone: the target is what the reference must not keep alive.
///
/// # Safety
/// `p` addresses a live `WeakRef`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(unsafe { &(*p.cast::<WeakRef>()).callback });
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    make(vm, vm.class_arg(args[0]), args[1], args[2])
}

fn init(_: &Vm, _: &[Value]) -> PyResult<Value> {
    Ok(Value::NONE)
}

fn call(vm: &Vm, v: Value, args: Args) -> PyResult<Value> {
    if args.kwlen() > 0 {
        throw!(vm, TYPE_ERROR, "weakref() takes no keyword arguments");
    }
    if !args.is_empty() {
        throw!(vm, TYPE_ERROR, "weakref expected 0 arguments, got {}", args.values.len());
    }
    Ok(this(v).target().unwrap_or(Value::NONE))
}

fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    let r = this(v);
    if r.hashed.get() == 0 {
        let Some(target) = r.target() else { throw!(vm, TYPE_ERROR, "weak object has gone away") };
        r.hash.set(vm.hash(target)? as u64);
        r.hashed.set(1);
    }
    Ok(r.hash.get() as i64)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let (Some(x), Some(y), CompareOp::Eq | CompareOp::Ne) = (a.to_weakref(), b.to_weakref(), op) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match (x.target(), y.target()) {
        (Some(x), Some(y)) => vm.compare(x, y, op),
        _ => Ok(Value::bool((a == b) == (op == CompareOp::Eq))),
    }
}

/// `<weakref at 0x…; to 'type' at 0x… (name)>`
fn describe(vm: &Vm, v: Value, kind: &str, with_name: bool) -> PyResult<Value> {
    let here = v.bits();
    let Some(target) = this(v).target() else {
        return Ok(vm.new_str(&format!("<{kind} at {here:#x}; dead>")).value());
    };
    let mut text = format!("<{kind} at {here:#x}; to '{}' at {:#x}", vm.type_name(target), target.bits());
    if with_name
        && let Some(name) = vm.special(target, vm.names().__name__)?
        && let Some(name) = name.to_str()
    {
        text += &format!(" ({name})");
    }
    Ok(vm.new_str(&(text + ">")).value())
}

fn callback(_: &Vm, v: Value) -> PyResult<Value> {
    let r = this(v);
    let callback = if r.target().is_some() { r.callback.get() } else { Value::UNBOUND };
    Ok(if callback.is_unbound() { Value::NONE } else { callback })
}

pub static REF_TYPE: TypeDef = TypeDef {
    name: "weakref.ReferenceType",
    doc: "ref(object, callback=None)\n--\n\nA reference that does not keep the object alive. Calling it gives the object, or None once that is dead.",
    size: size_of::<WeakRef>(),
    flags: type_flags::BASETYPE,
    trace: Trace::Custom(trace),
    slots: Slots {
        repr: Some(|vm, v| describe(vm, v, "weakref", true)),
        hash: Some(hash),
        call: Some(call),
        compare: Some(compare),
        ..Slots::EMPTY
    },
    new: Some(method(
        "__new__",
        "(object, callback=None, /)",
        new,
        "Refer to the object; call the callback when it dies.",
    )),
    init: Some(method("__init__", "(object, callback=None, /)", init, "")),
    methods: &[classmethod("__class_getitem__", "(item, /)", proxy::class_getitem, "See PEP 585.")],
    getset: &[getter("__callback__", callback, "What is called when the object dies, or None.")],
    ..TypeDef::NEW
};
