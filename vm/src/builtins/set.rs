//! `set` and `frozenset`: the keys of a dict.
//!
//! A set holds a dict whose values are all True; membership, insertion and removal are the dict's, with its guarantees for readers
//! that take no lock. Binary operations make new dicts.

use crate::builtins::dict::Dict;
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
    dict: Slot,
    hash: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Set {}

fn blank(vm: &Vm) -> Set {
    Set { header: Header::EMPTY, dict: Slot::new(vm.new_dict().value()), hash: Word::new(0) }
}

fn this(v: Value) -> Ref<Set> {
    // SAFETY: callers check that it is a set.
    unsafe { v.cast() }
}

fn keys(v: Value) -> Ref<Dict> {
    this(v).dict.get().to_dict().expect("a set holds a dict")
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
    vm.alloc(shape::SET, blank(vm)).value()
}

/// `frozenset(iterable)`.
pub fn new_frozenset(vm: &Vm, iterable: Value) -> PyResult<Value> {
    let s = vm.alloc(shape::FROZENSET, blank(vm)).value();
    fill(vm, keys(s), iterable)?;
    Ok(s)
}

/// Adds an element.
pub fn add(vm: &Vm, s: Value, x: Value) -> PyResult<()> {
    put(vm, keys(s), x)
}

/// Adds a key to the dict of a set.
fn put(vm: &Vm, d: Ref<Dict>, x: Value) -> PyResult<()> {
    let hash = vm.hash_element(x)?;
    d.add_element(vm, x, hash)?;
    Ok(())
}

/// Whether a dict has a key that is given with its hash.
fn has(vm: &Vm, d: Ref<Dict>, x: Value, hash: u64) -> PyResult<bool> {
    Ok(d.get_hashed(vm, x, hash)?.is_some())
}

fn fill(vm: &Vm, d: Ref<Dict>, iterable: Value) -> PyResult<()> {
    if is_any_set(iterable) && plain_iteration(vm, iterable) {
        return fill_keys(vm, d, keys(iterable));
    }
    if iterable.has_shape(shape::DICT)
        && let Some(other) = iterable.to_dict()
    {
        return fill_keys(vm, d, other);
    }
    vm.for_each(iterable, |x| put(vm, d, x))
}

fn fill_keys(vm: &Vm, d: Ref<Dict>, from: Ref<Dict>) -> PyResult<()> {
    for (k, hash) in from.hashed_keys() {
        d.add_element(vm, k, hash)?;
    }
    Ok(())
}

fn plain_iteration(vm: &Vm, v: Value) -> bool {
    vm.type_of(v).slots().iter.is_some_and(|f| f as usize == iter as *const () as usize)
}

/// The elements of an operand, as a dict to look into.
fn lookup(vm: &Vm, v: Value) -> PyResult<Ref<Dict>> {
    if is_any_set(v) {
        return Ok(keys(v));
    }
    if let Some(d) = v.to_dict() {
        return Ok(d);
    }
    let d = vm.new_dict();
    fill(vm, d, v)?;
    Ok(d)
}

/// A set of the kind of `like` with the keys of a dict.
fn with_keys(vm: &Vm, like: Value, d: Ref<Dict>) -> Value {
    let shape = if is_frozen(like) { shape::FROZENSET } else { shape::SET };
    vm.alloc(shape, Set { header: Header::EMPTY, dict: Slot::new(d.value()), hash: Word::new(0) }).value()
}

fn create(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.alloc_instance(vm.class_arg(args[0]), blank(vm)).value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = vm.new_dict();
    if !args[1].is_unbound() {
        fill(vm, d, args[1])?;
    }
    this(args[0]).dict.set(d.value());
    Ok(Value::NONE)
}

fn create_frozen(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    if cls == shape::FROZENSET.ty() && args[1].has_shape(shape::FROZENSET) {
        return Ok(args[1]);
    }
    let s = vm.alloc_instance(cls, blank(vm)).value();
    if !args[1].is_unbound() {
        fill(vm, keys(s), args[1])?;
    }
    Ok(s)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let name = vm.type_name(v);
    let d = keys(v);
    if d.is_empty() {
        return Ok(vm.new_str(&format!("{name}()")).value());
    }
    if !vm.repr_enter(v)? {
        return Ok(vm.new_str(&format!("{name}(...)")).value());
    }
    let list = vm.new_list(&[]);
    d.iter().for_each(|(k, _)| list.push(vm, k));
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
    let d = keys(v);
    for (_, x) in d.hashed_keys() {
        h ^= (x ^ 89_869_747 ^ x << 16).wrapping_mul(3_644_798_167);
    }
    h ^= (d.len() as u64 + 1).wrapping_mul(1_927_868_237);
    h ^= h >> 11 ^ h >> 25;
    h = h.wrapping_mul(69_069).wrapping_add(907_133_923);
    let h = if h == u64::MAX { 590_923_713 } else { h };
    this(v).hash.set(h);
    Ok(h as i64)
}

/// Membership; an unhashable set stands for the frozenset of its elements.
fn contains(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    let hash = element_hash(vm, x)?;
    has(vm, keys(v), x, hash)
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

fn subset(vm: &Vm, a: Ref<Dict>, b: Ref<Dict>) -> PyResult<bool> {
    if a.len() > b.len() {
        return Ok(false);
    }
    for (k, hash) in a.hashed_keys() {
        if !has(vm, b, k, hash)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !is_any_set(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (keys(a), keys(b));
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
    let d = keys(v);
    let it =
        SetIter { header: Header::EMPTY, dict: Slot::new(d.value()), at: Word::new(0), len: Word::new(d.len() as u64) };
    Ok(vm.alloc(shape::SET_ITERATOR, it).value())
}

/// The layout of iterators.
#[repr(C)]
pub struct SetIter {
    header: Header,
    dict: Slot,
    at: Word,
    len: Word,
}
// SAFETY: as above.
unsafe impl HeapObject for SetIter {}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    // SAFETY: the slot belongs to this type.
    let it: Ref<SetIter> = unsafe { v.cast() };
    let Some(d) = it.dict.get().to_dict() else { return Ok(Value::UNBOUND) };
    if d.len() as u64 != it.len.get() {
        it.len.set(u64::MAX);
        throw!(vm, RUNTIME_ERROR, "Set changed size during iteration");
    }
    match d.next_entry(it.at.get() as usize) {
        Some((at, k, _)) => {
            it.at.set(at as u64 + 1);
            Ok(k)
        }
        None => {
            it.dict.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
    }
}

/// Marks the dict.
///
/// # Safety
/// `p` addresses a live `SetIter`.
unsafe fn trace_iter(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(&unsafe { &*p.cast::<SetIter>() }.dict);
}

/// Marks the dict.
///
/// # Safety
/// `p` addresses a live `Set`.
unsafe fn trace(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    marker.slot(&unsafe { &*p.cast::<Set>() }.dict);
}

fn iter_hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    // SAFETY: the door checks the receiver.
    let it: Ref<SetIter> = unsafe { args[0].cast() };
    Ok(match it.dict.get().to_dict() {
        Some(d) => vm.new_int((d.end() as i64 - it.at.get() as i64).clamp(0, d.len() as i64)),
        None => Value::int(0),
    })
}

pub static ITERATOR_TYPE: TypeDef = TypeDef {
    name: "set_iterator",
    size: size_of::<SetIter>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace_iter),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
    methods: &[method("__length_hint__", "()", iter_hint, "Number of items left.")],
    ..TypeDef::NEW
};

// ---- operations

fn union(vm: &Vm, a: Ref<Dict>, b: Value) -> PyResult<Ref<Dict>> {
    let d = a.copy(vm)?;
    fill(vm, d, b)?;
    Ok(d)
}

fn intersection(vm: &Vm, a: Ref<Dict>, b: Value) -> PyResult<Ref<Dict>> {
    let d = vm.new_dict();
    if !is_any_set(b) {
        vm.for_each(b, |x| {
            let hash = vm.hash_key(x)?;
            if has(vm, a, x, hash)? {
                d.add_element(vm, x, hash)?;
            }
            Ok(())
        })?;
        return Ok(d);
    }
    let other = keys(b);
    let (walk, look) = if a.len() < other.len() { (a, other) } else { (other, a) };
    for (k, hash) in walk.hashed_keys() {
        if has(vm, look, k, hash)? {
            d.add_element(vm, k, hash)?;
        }
    }
    Ok(d)
}

fn difference(vm: &Vm, a: Ref<Dict>, b: Value) -> PyResult<Ref<Dict>> {
    let d = vm.new_dict();
    let other = lookup(vm, b)?;
    for (k, hash) in a.hashed_keys() {
        if !has(vm, other, k, hash)? {
            d.add_element(vm, k, hash)?;
        }
    }
    Ok(d)
}

fn symmetric(vm: &Vm, a: Ref<Dict>, b: Value) -> PyResult<Ref<Dict>> {
    let other = lookup(vm, b)?;
    let d = difference(vm, a, b)?;
    for (k, hash) in other.hashed_keys() {
        if !has(vm, a, k, hash)? {
            d.add_element(vm, k, hash)?;
        }
    }
    Ok(d)
}

type Operation = fn(&Vm, Ref<Dict>, Value) -> PyResult<Ref<Dict>>;

fn operator(vm: &Vm, a: Value, b: Value, f: Operation) -> PyResult<Value> {
    if !is_any_set(a) || !is_any_set(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    Ok(with_keys(vm, a, f(vm, keys(a), b)?))
}

/// An operation that changes the set in place, so that what other threads add meanwhile stays.
type Update = fn(&Vm, Ref<Dict>, Value) -> PyResult<()>;

fn keep(vm: &Vm, d: Ref<Dict>, b: Value) -> PyResult<()> {
    let both = intersection(vm, d, b)?;
    for (k, hash) in d.hashed_keys() {
        if !has(vm, both, k, hash)? {
            d.remove_hashed(vm, k, hash)?;
        }
    }
    Ok(())
}

fn drop_all(vm: &Vm, d: Ref<Dict>, b: Value) -> PyResult<()> {
    if is_any_set(b) {
        if keys(b) == d {
            d.clear(vm);
            return Ok(());
        }
        for (k, hash) in keys(b).hashed_keys() {
            d.remove_hashed(vm, k, hash)?;
        }
        return Ok(());
    }
    vm.for_each(b, |x| {
        let hash = vm.hash_element(x)?;
        d.remove_hashed(vm, x, hash).map(|_| ())
    })
}

fn toggle(vm: &Vm, d: Ref<Dict>, b: Value) -> PyResult<()> {
    let other = lookup(vm, b)?;
    if other == d {
        d.clear(vm);
        return Ok(());
    }
    for (k, hash) in other.hashed_keys() {
        if d.remove_hashed(vm, k, hash)?.is_none() {
            d.add_element(vm, k, hash)?;
        }
    }
    Ok(())
}

fn inplace(vm: &Vm, a: Value, b: Value, f: Update) -> PyResult<Value> {
    if !is_any_set(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    f(vm, keys(a), b)?;
    Ok(a)
}

/// A method that takes any number of iterables.
fn chain(vm: &Vm, args: &[Value], f: Operation) -> PyResult<Ref<Dict>> {
    let mut d = keys(args[0]).copy(vm)?;
    for x in args[1].to_tuple().expect("bound by *args").items() {
        d = f(vm, d, *x)?;
    }
    Ok(d)
}

fn chained(vm: &Vm, args: &[Value], f: Operation) -> PyResult<Value> {
    Ok(with_keys(vm, args[0], chain(vm, args, f)?))
}

fn chained_update(vm: &Vm, args: &[Value], f: Update) -> PyResult<Value> {
    for x in args[1].to_tuple().expect("bound by *args").items() {
        f(vm, keys(args[0]), *x)?;
    }
    Ok(Value::NONE)
}

fn update(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    for x in args[1].to_tuple().expect("bound by *args").items() {
        if *x == args[0] {
            continue;
        }
        fill(vm, keys(args[0]), *x)?;
    }
    Ok(Value::NONE)
}

fn discard_key(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    let hash = element_hash(vm, x)?;
    Ok(keys(v).remove_hashed(vm, x, hash)?.is_some())
}

fn remove(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !discard_key(vm, args[0], args[1])? {
        return Err(vm.error_value(exc::KEY_ERROR, args[1]));
    }
    Ok(Value::NONE)
}

fn pop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    match keys(args[0]).pop_first(vm) {
        Some(k) => Ok(k),
        None => throw!(vm, KEY_ERROR, "pop from an empty set"),
    }
}

fn isdisjoint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = keys(args[0]);
    let it = vm.iter(args[1])?;
    while let Some(x) = vm.next(it)? {
        let hash = vm.hash_element(x)?;
        if has(vm, d, x, hash)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn issubset(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = keys(args[0]);
    let other = if is_any_set(args[1]) { keys(args[1]) } else { intersection(vm, d, args[1])? };
    Ok(Value::bool(subset(vm, d, other)?))
}

fn issuperset(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let d = keys(args[0]);
    if is_any_set(args[1]) {
        return Ok(Value::bool(subset(vm, keys(args[1]), d)?));
    }
    let it = vm.iter(args[1])?;
    while let Some(x) = vm.next(it)? {
        let hash = vm.hash_element(x)?;
        if !has(vm, d, x, hash)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
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
    Ok(with_keys(vm, args[0], keys(args[0]).copy(vm)?))
}

macro_rules! common_methods {
    ($($more:expr,)*) => {
        &[
            method("union", "(*others)", |vm, a| chained(vm, a, union), "Elements of any of the sets."),
            method("intersection", "(*others)", |vm, a| chained(vm, a, intersection), "Elements of all the sets."),
            method("difference", "(*others)", |vm, a| chained(vm, a, difference), "Elements that are not in the others."),
            method("symmetric_difference", "(other, /)", |vm, a| Ok(with_keys(vm, a[0], symmetric(vm, keys(a[0]), a[1])?)), "Elements of exactly one of the sets."),
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
            this(a[0]).dict.set(vm.new_dict().value());
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
            toggle(vm, keys(a[0]), a[1])?;
            Ok(Value::NONE)
        },
        "Keep elements of exactly one of the sets."
    ),
);

const COMMON: Slots = Slots {
    repr: Some(repr),
    len: Some(|_, v| Ok(keys(v).len())),
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
