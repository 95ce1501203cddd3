//! `set` and `frozenset`. How they keep their keys: `table`.

mod table;

pub use table::STORAGE_TYPE;
pub(crate) use table::items_at_once;

use crate::builtins::{sequence, shape};
use crate::exceptions::exc;
use crate::heap::{Marker, Trace};
use crate::native::{MethodDef, classmethod, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of both kinds.
#[repr(C)]
pub struct Set {
    header: Header,
    storage: Slot,
    used: Word,
    /// Where `pop` looks first.
    finger: Word,
    hash: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Set {}

const EMPTY: Set = Set {
    header: Header::EMPTY,
    storage: Slot::unbound(),
    used: Word::new(0),
    finger: Word::new(0),
    hash: Word::new(0),
};

fn this(v: Value) -> Ref<Set> {
    // SAFETY: callers check that it is a set.
    unsafe { v.cast() }
}

/// Whether this is a set or frozenset of any class.
pub fn is_any_set(v: Value) -> bool {
    v.is_ptr() && {
        let t = v.shape().ty();
        t.is_subtype(shape::SET.ty()) || t.is_subtype(shape::FROZENSET.ty())
    }
}

fn is_frozen(v: Value) -> bool {
    v.shape().ty().is_subtype(shape::FROZENSET.ty())
}

/// A new, empty set.
pub fn new_set(vm: &Vm) -> Value {
    vm.alloc(shape::SET, EMPTY).value()
}

/// `frozenset(iterable)`.
pub fn new_frozenset(vm: &Vm, iterable: Value) -> PyResult<Value> {
    let s = vm.alloc(shape::FROZENSET, EMPTY);
    fill(vm, s, iterable)?;
    Ok(s.value())
}

/// Adds an element.
pub fn add(vm: &Vm, s: Value, x: Value) -> PyResult<()> {
    put(vm, this(s), x)
}

/// Removes an element, if it is there.
pub fn discard(vm: &Vm, s: Value, x: Value) -> PyResult<()> {
    discard_key(vm, s, x).map(|_| ())
}

/// Adds the elements of an iterable.
pub fn extend(vm: &Vm, s: Value, iterable: Value) -> PyResult<()> {
    fill(vm, this(s), iterable)
}

fn put(vm: &Vm, s: Ref<Set>, x: Value) -> PyResult<()> {
    let hash = vm.hash_element(x)?;
    s.insert(vm, x, hash)?;
    Ok(())
}

fn fill(vm: &Vm, s: Ref<Set>, iterable: Value) -> PyResult<()> {
    if is_any_set(iterable) {
        return s.merge(vm, this(iterable));
    }
    if iterable.has_shape(shape::DICT)
        && let Some(d) = iterable.to_dict()
    {
        s.make_room(vm, d.len())?;
        for (k, hash) in d.hashed_keys() {
            s.insert(vm, k, hash)?;
        }
        return Ok(());
    }
    vm.for_each(iterable, |x| put(vm, s, x))
}

/// A new, empty set of the kind of `like`.
fn new_like(vm: &Vm, like: Ref<Set>) -> Ref<Set> {
    vm.alloc(if is_frozen(like.value()) { shape::FROZENSET } else { shape::SET }, EMPTY)
}

fn copy_of(vm: &Vm, s: Ref<Set>) -> PyResult<Ref<Set>> {
    let new = new_like(vm, s);
    new.merge(vm, s)?;
    Ok(new)
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.alloc_instance(vm.class_arg(args[0]), EMPTY).value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    if !s.is_empty() {
        s.clear(vm);
    }
    if !args[1].is_unbound() {
        fill(vm, s, args[1])?;
    }
    Ok(Value::NONE)
}

fn create_frozen(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    if cls == shape::FROZENSET.ty() && args[1].has_shape(shape::FROZENSET) {
        return Ok(args[1]);
    }
    let s = vm.alloc_instance(cls, EMPTY);
    if !args[1].is_unbound() {
        fill(vm, s, args[1])?;
    }
    Ok(s.value())
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let name = vm.type_name(v);
    let s = this(v);
    if s.is_empty() {
        return Ok(vm.new_str(&format!("{name}()")).value());
    }
    if !vm.repr_enter(v)? {
        return Ok(vm.new_str(&format!("{name}(...)")).value());
    }
    let list = vm.new_list(&[]);
    s.keys().for_each(|(k, _)| list.push(vm, k));
    let text = sequence::join_reprs(vm, list.snapshot(vm).items());
    vm.repr_leave(v);
    let text = text?;
    let text = if vm.type_of(v) == shape::SET.ty() { format!("{{{text}}}") } else { format!("{name}({{{text}}})") };
    Ok(vm.new_str(&text).value())
}

/// The hash of a frozenset, independent of order.
fn hash(_: &Vm, v: Value) -> PyResult<i64> {
    let cached = this(v).hash.get();
    if cached != 0 {
        return Ok(cached as i64);
    }
    let mut h = 0u64;
    let s = this(v);
    for (_, x) in s.keys() {
        h ^= (x ^ 89_869_747 ^ x << 16).wrapping_mul(3_644_798_167);
    }
    h ^= (s.len() as u64 + 1).wrapping_mul(1_927_868_237);
    h ^= h >> 11 ^ h >> 25;
    h = h.wrapping_mul(69_069).wrapping_add(907_133_923);
    let h = if h == u64::MAX { 590_923_713 } else { h };
    this(v).hash.set(h);
    Ok(h as i64)
}

/// Membership; an unhashable set stands for the frozenset of its elements.
pub(crate) fn contains(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    let hash = element_hash(vm, x)?;
    this(v).has(vm, x, hash)
}

/// The hash by which to look for an element.
fn element_hash(vm: &Vm, x: Value) -> PyResult<u64> {
    match vm.hash_key(x) {
        Err(e) if e.matches(vm, exc::TYPE_ERROR) && is_any_set(x) && !is_frozen(x) => {
            let frozen = new_frozenset(vm, x)?;
            vm.hash_key(frozen)
        }
        other => other.map_err(|e| vm.unusable(e, x, "a set element")),
    }
}

fn subset(vm: &Vm, a: Ref<Set>, b: Ref<Set>) -> PyResult<bool> {
    if a.len() > b.len() {
        return Ok(false);
    }
    for (k, hash) in a.keys() {
        if !b.has(vm, k, hash)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !is_any_set(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (this(a), this(b));
    Ok(Value::bool(match op {
        CompareOp::Eq => x.len() == y.len() && subset(vm, x, y)?,
        CompareOp::Ne => !(x.len() == y.len() && subset(vm, x, y)?),
        CompareOp::Lt => x.len() < y.len() && subset(vm, x, y)?,
        CompareOp::Le => subset(vm, x, y)?,
        CompareOp::Gt => x.len() > y.len() && subset(vm, y, x)?,
        CompareOp::Ge => subset(vm, y, x)?,
    }))
}

fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = SetIter {
        header: Header::EMPTY,
        set: Slot::new(v),
        at: Word::new(0),
        len: Word::new(this(v).len() as u64),
        left: Word::new(this(v).len() as u64),
    };
    Ok(vm.alloc(shape::SET_ITERATOR, it).value())
}

/// The layout of iterators.
#[repr(C)]
pub struct SetIter {
    header: Header,
    set: Slot,
    at: Word,
    len: Word,
    left: Word,
}
// SAFETY: as above.
unsafe impl HeapObject for SetIter {}

fn iterator(v: Value) -> Ref<SetIter> {
    // SAFETY: the slot or the door checks the receiver.
    unsafe { v.cast() }
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = iterator(v);
    let Some(s) = it.set.bound().map(this) else { return Ok(Value::UNBOUND) };
    if s.len() as u64 != it.len.get() {
        it.len.set(u64::MAX);
        throw!(vm, RUNTIME_ERROR, "Set changed size during iteration");
    }
    let _guard = vm.lock(it);
    match s.next_key(it.at.get()) {
        Some((at, k, _)) => {
            it.at.set(at);
            it.left.set(it.left.get().saturating_sub(1));
            Ok(k)
        }
        None => {
            it.set.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
    }
}

/// Marks the set.
///
/// # Safety
/// `p` addresses a live `SetIter`.
unsafe fn trace_iter(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(&unsafe { &*p.cast::<SetIter>() }.set);
}

/// Marks the table.
///
/// # Safety
/// `p` addresses a live `Set`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(&unsafe { &*p.cast::<Set>() }.storage);
}

fn iter_hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iterator(args[0]);
    Ok(match it.set.bound().map(this) {
        Some(s) if s.len() as u64 == it.len.get() => vm.new_int(it.left.get() as i64),
        _ => Value::int(0),
    })
}

fn iter_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iterator(args[0]);
    let list = vm.new_list(&[]);
    if let Some(s) = it.set.bound().map(this) {
        let mut at = it.at.get();
        while let Some((next, k, _)) = s.next_key(at) {
            list.push(vm, k);
            at = next;
        }
    }
    let f = vm.builtin("iter")?;
    Ok(vm.new_tuple(&[f, vm.new_tuple(&[list.value()]).value()]).value())
}

pub static ITERATOR_TYPE: TypeDef = TypeDef {
    name: "set_iterator",
    size: size_of::<SetIter>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace_iter),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("__length_hint__", "()", iter_hint, "Number of items left."),
        method("__reduce__", "()", iter_reduce, "How to make the iterator anew."),
    ],
    ..TypeDef::NEW
};

// ---- operations

fn union_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = copy_of(vm, this(args[0]))?;
    for x in args[1].to_tuple().expect("bound by *args").items() {
        fill(vm, s, *x)?;
    }
    Ok(s.value())
}

fn union(vm: &Vm, a: Ref<Set>, b: Value) -> PyResult<Ref<Set>> {
    let s = copy_of(vm, a)?;
    fill(vm, s, b)?;
    Ok(s)
}

fn intersection(vm: &Vm, a: Ref<Set>, b: Value) -> PyResult<Ref<Set>> {
    let s = new_like(vm, a);
    if b == a.value() {
        return copy_of(vm, a);
    }
    if !is_any_set(b) {
        vm.for_each(b, |x| {
            let hash = vm.hash_key(x)?;
            if a.has(vm, x, hash)? {
                s.insert(vm, x, hash)?;
            }
            Ok(())
        })?;
        return Ok(s);
    }
    let b = this(b);
    let (walk, look) = if b.len() > a.len() { (a, b) } else { (b, a) };
    let state = walk.state();
    for (k, hash) in walk.keys() {
        if look.has(vm, k, hash)? {
            add_walked(vm, s, (walk, state), k, hash)?;
        }
    }
    Ok(s)
}

/// Adds a key, found on a walk over a set that began in the given state, to a set nobody else knows. A walk meets a key twice
/// only if the set changes meanwhile.
fn add_walked(vm: &Vm, s: Ref<Set>, walked: (Ref<Set>, (Value, u64, u64)), k: Value, hash: u64) -> PyResult<()> {
    if walked.0.state() == walked.1 {
        return s.insert_distinct(vm, k, hash);
    }
    s.insert(vm, k, hash).map(|_| ())
}

fn difference(vm: &Vm, a: Ref<Set>, b: Value) -> PyResult<Ref<Set>> {
    let dict = b.to_dict().filter(|_| b.has_shape(shape::DICT));
    let other = if is_any_set(b) { this(b).len() } else { dict.map_or(0, |d| d.len()) };
    if !is_any_set(b) && dict.is_none() || a.len() >> 2 > other {
        let s = copy_of(vm, a)?;
        drop_all(vm, s, b)?;
        return Ok(s);
    }
    let s = new_like(vm, a);
    let state = a.state();
    for (k, hash) in a.keys() {
        let there = match dict {
            Some(d) => d.get_hashed(vm, k, hash)?.is_some(),
            None => this(b).has(vm, k, hash)?,
        };
        if !there {
            add_walked(vm, s, (a, state), k, hash)?;
        }
    }
    Ok(s)
}

fn symmetric(vm: &Vm, a: Ref<Set>, b: Value) -> PyResult<Ref<Set>> {
    let s = new_like(vm, a);
    fill(vm, s, b)?;
    toggle_keys(vm, s, a)?;
    Ok(s)
}

type Operation = fn(&Vm, Ref<Set>, Value) -> PyResult<Ref<Set>>;

fn operator(vm: &Vm, a: Value, b: Value, f: Operation) -> PyResult<Value> {
    if !is_any_set(a) || !is_any_set(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    Ok(f(vm, this(a), b)?.value())
}

/// An operation that changes the set itself, so that what other threads add meanwhile stays.
type Update = fn(&Vm, Ref<Set>, Value) -> PyResult<()>;

fn keep(vm: &Vm, s: Ref<Set>, b: Value) -> PyResult<()> {
    loop {
        let state = s.state();
        let both = intersection(vm, s, b)?;
        if s.replace(vm, state, both) || !is_any_set(b) {
            return Ok(());
        }
    }
}

fn drop_all(vm: &Vm, s: Ref<Set>, b: Value) -> PyResult<()> {
    if b == s.value() {
        s.clear(vm);
        return Ok(());
    }
    if is_any_set(b) {
        for (k, hash) in this(b).keys() {
            s.remove(vm, k, hash)?;
        }
    } else {
        vm.for_each(b, |x| {
            let hash = vm.hash_element(x)?;
            s.remove(vm, x, hash).map(|_| ())
        })?;
    }
    s.compact(vm)
}

fn toggle_keys(vm: &Vm, s: Ref<Set>, other: Ref<Set>) -> PyResult<()> {
    for (k, hash) in other.keys() {
        if !s.remove(vm, k, hash)? {
            s.insert(vm, k, hash)?;
        }
    }
    Ok(())
}

fn toggle(vm: &Vm, s: Ref<Set>, b: Value) -> PyResult<()> {
    if b == s.value() {
        s.clear(vm);
        return Ok(());
    }
    if is_any_set(b) {
        return toggle_keys(vm, s, this(b));
    }
    let other = new_like(vm, s);
    fill(vm, other, b)?;
    toggle_keys(vm, s, other)
}

fn inplace(vm: &Vm, a: Value, b: Value, f: Update) -> PyResult<Value> {
    if !is_any_set(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    f(vm, this(a), b)?;
    Ok(a)
}

/// `intersection` with any number of iterables; a copy when there are none.
fn intersection_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    let [first, rest @ ..] = args[1].to_tuple().expect("bound by *args").items() else {
        return Ok(copy_of(vm, s)?.value());
    };
    let mut result = intersection(vm, s, *first)?;
    for x in rest {
        result = intersection(vm, result, *x)?;
    }
    Ok(result.value())
}

fn difference_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    let [first, rest @ ..] = args[1].to_tuple().expect("bound by *args").items() else {
        return Ok(copy_of(vm, s)?.value());
    };
    let result = difference(vm, s, *first)?;
    for x in rest {
        drop_all(vm, result, *x)?;
    }
    Ok(result.value())
}

fn chained_update(vm: &Vm, args: &[Value], f: Update) -> PyResult<Value> {
    for x in args[1].to_tuple().expect("bound by *args").items() {
        f(vm, this(args[0]), *x)?;
    }
    Ok(Value::NONE)
}

fn discard_key(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    let hash = element_hash(vm, x)?;
    this(v).remove(vm, x, hash)
}

fn remove(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !discard_key(vm, args[0], args[1])? {
        return Err(vm.error_value(exc::KEY_ERROR, args[1]));
    }
    Ok(Value::NONE)
}

fn pop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match this(args[0]).pop(vm) {
        Some(k) => Ok(k),
        None => throw!(vm, KEY_ERROR, "pop from an empty set"),
    }
}

fn isdisjoint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (mut a, b) = (this(args[0]), args[1]);
    if is_any_set(b) {
        let mut b = this(b);
        if b.len() > a.len() {
            (a, b) = (b, a);
        }
        for (k, hash) in b.keys() {
            if a.has(vm, k, hash)? {
                return Ok(Value::FALSE);
            }
        }
        return Ok(Value::TRUE);
    }
    let it = vm.iter(b)?;
    while let Some(x) = vm.next(it)? {
        let hash = vm.hash_element(x)?;
        if a.has(vm, x, hash)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn issubset(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    let other = if is_any_set(args[1]) { this(args[1]) } else { intersection(vm, s, args[1])? };
    Ok(Value::bool(subset(vm, s, other)?))
}

fn issuperset(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    if is_any_set(args[1]) {
        return Ok(Value::bool(subset(vm, this(args[1]), s)?));
    }
    let it = vm.iter(args[1])?;
    while let Some(x) = vm.next(it)? {
        let hash = vm.hash_element(x)?;
        if !s.has(vm, x, hash)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn update(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    for x in args[1].to_tuple().expect("bound by *args").items() {
        fill(vm, this(args[0]), *x)?;
    }
    Ok(Value::NONE)
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let list = vm.collect(args[0])?.value();
    let state = vm.call_method(args[0], vm.names().__getstate__, &[])?;
    Ok(vm.new_tuple(&[vm.type_of(args[0]).value(), vm.new_tuple(&[list]).value(), state]).value())
}

fn copy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if args[0].has_shape(shape::FROZENSET) {
        return Ok(args[0]);
    }
    Ok(copy_of(vm, this(args[0]))?.value())
}

macro_rules! common_methods {
    ($($more:expr,)*) => {
        &[
            method("union", "(*others)", union_of, "Elements of any of the sets."),
            method("intersection", "(*others)", intersection_of, "Elements of all the sets."),
            method("difference", "(*others)", difference_of, "Elements that are not in the others."),
            method("symmetric_difference", "(other, /)", |vm, a| Ok(symmetric(vm, this(a[0]), a[1])?.value()), "Elements of exactly one of the sets."),
            method("issubset", "(other, /)", issubset, "Whether the other contains this set."),
            method("issuperset", "(other, /)", issuperset, "Whether this set contains the other."),
            method("isdisjoint", "(other, /)", isdisjoint, "Whether nothing is in both."),
            method("copy", "()", copy, "A shallow copy."),
            method("__reduce__", "()", reduce, "How to make the set anew."),
            classmethod("__class_getitem__", "(item, /)", |vm, a| super::generic_alias::new(vm, a[0], a[1]), "See PEP 585."),
            $($more,)*
        ]
    };
}

static FROZEN_METHODS: &[MethodDef] = common_methods!();
static METHODS: &[MethodDef] = common_methods!(
    method("add", "(object, /)", |vm, a| add(vm, a[0], a[1]).map(|_| Value::NONE), "Add an element."),
    method("remove", "(object, /)", remove, "Remove an element that must be there."),
    method(
        "discard",
        "(object, /)",
        |vm, a| discard_key(vm, a[0], a[1]).map(|_| Value::NONE),
        "Remove an element if it is there."
    ),
    method("pop", "()", pop, "Remove and return some element."),
    method(
        "clear",
        "()",
        |vm, a| {
            this(a[0]).clear(vm);
            Ok(Value::NONE)
        },
        "Remove all elements."
    ),
    method("update", "(*others)", update, "Add the elements of others."),
    method(
        "intersection_update",
        "(*others)",
        |vm, a| chained_update(vm, a, keep),
        "Keep only elements of all others."
    ),
    method("difference_update", "(*others)", |vm, a| chained_update(vm, a, drop_all), "Remove the elements of others."),
    method(
        "symmetric_difference_update",
        "(other, /)",
        |vm, a| {
            toggle(vm, this(a[0]), a[1])?;
            Ok(Value::NONE)
        },
        "Keep elements of exactly one of the sets."
    ),
);

const COMMON: Slots = Slots {
    repr: Some(repr),
    len: Some(|_, v| Ok(this(v).len())),
    contains: Some(contains),
    compare: Some(compare),
    iter: Some(iter),
    and: Some(|vm, a, b| operator(vm, a, b, intersection)),
    or: Some(|vm, a, b| operator(vm, a, b, union)),
    xor: Some(|vm, a, b| operator(vm, a, b, symmetric)),
    sub: Some(|vm, a, b| operator(vm, a, b, difference)),
    ..Slots::EMPTY
};

pub static TYPE: TypeDef = TypeDef {
    name: "set",
    doc: "Build an unordered collection of unique elements.",
    size: size_of::<Set>(),
    flags: type_flags::BASETYPE | type_flags::MATCH_SELF | type_flags::WEAKREF,
    trace: Trace::Custom(trace),
    slots: Slots {
        iand: Some(|vm, a, b| inplace(vm, a, b, keep)),
        ior: Some(|vm, a, b| inplace(vm, a, b, fill)),
        ixor: Some(|vm, a, b| inplace(vm, a, b, toggle)),
        isub: Some(|vm, a, b| inplace(vm, a, b, drop_all)),
        ..COMMON
    },
    new: Some(method("__new__", "(*args, **kwargs)", create, "")),
    init: Some(method("__init__", "(iterable=<unset>, /)", init, "")),
    methods: METHODS,
    ..TypeDef::NEW
};

pub static FROZEN_TYPE: TypeDef = TypeDef {
    name: "frozenset",
    doc: "Build an immutable unordered collection of unique elements.",
    size: size_of::<Set>(),
    flags: type_flags::BASETYPE | type_flags::MATCH_SELF | type_flags::WEAKREF,
    trace: Trace::Custom(trace),
    slots: Slots { hash: Some(hash), ..COMMON },
    new: Some(method("__new__", "(iterable=<unset>, /)", create_frozen, "")),
    methods: FROZEN_METHODS,
    ..TypeDef::NEW
};
