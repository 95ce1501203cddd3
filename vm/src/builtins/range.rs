//! `range`: arithmetic progressions.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{MethodDef, method};
use crate::object::operators::BinaryOp;
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, TypeDef, Word, member, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of ranges: ints of any size.
#[repr(C)]
pub struct Range {
    header: Header,
    start: Value,
    stop: Value,
    step: Value,
    len: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Range {}

fn this(v: Value) -> Ref<Range> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

/// Start, stop and step of a range of small ints.
#[inline]
pub fn as_small(v: Value) -> Option<(i64, i64, i64)> {
    if !v.has_shape(shape::RANGE) {
        return None;
    }
    let r = this(v);
    Some((r.start.to_int()?, r.stop.to_int()?, r.step.to_int()?))
}

/// Number of items, for ints of any size.
fn count(vm: &Vm, start: Value, stop: Value, step: Value) -> PyResult<Value> {
    if let (Some(a), Some(b), Some(s)) = (start.to_int(), stop.to_int(), step.to_int()) {
        let (lo, hi, s) = if s > 0 { (a, b, s as i128) } else { (b, a, -(s as i128)) };
        return Ok(if lo >= hi { Value::int(0) } else { vm.new_int_i128((hi as i128 - lo as i128 - 1) / s + 1) });
    }
    let zero = Value::int(0);
    let up = vm.compare_bool(step, zero, CompareOp::Gt)?;
    let (lo, hi) = if up { (start, stop) } else { (stop, start) };
    if !vm.compare_bool(lo, hi, CompareOp::Lt)? {
        return Ok(zero);
    }
    let step = if up { step } else { vm.unary(crate::object::operators::UnaryOp::Neg, step)? };
    let span = vm.binary(BinaryOp::Sub, hi, lo)?;
    let q = vm.binary(BinaryOp::FloorDiv, vm.binary(BinaryOp::Sub, span, Value::int(1))?, step)?;
    vm.binary(BinaryOp::Add, q, Value::int(1))
}

fn build(vm: &Vm, start: Value, stop: Value, step: Value) -> PyResult<Value> {
    let len = count(vm, start, stop, step)?;
    Ok(vm.alloc(shape::RANGE, Range { header: Header::EMPTY, start, stop, step, len }).value())
}

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [_, a, b, c] = *args else { unreachable!("bound by the signature") };
    if b.is_unbound() {
        return build(vm, Value::int(0), vm.index(a)?, Value::int(1));
    }
    let step = if c.is_unbound() { Value::int(1) } else { vm.index(c)? };
    if step == Value::int(0) {
        throw!(vm, VALUE_ERROR, "range() arg 3 must not be zero");
    }
    build(vm, vm.index(a)?, vm.index(b)?, step)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let r = this(v);
    let text = if r.step == Value::int(1) {
        format!("range({}, {})", vm.repr(r.start)?, vm.repr(r.stop)?)
    } else {
        format!("range({}, {}, {})", vm.repr(r.start)?, vm.repr(r.stop)?, vm.repr(r.step)?)
    };
    Ok(vm.new_str(&text).value())
}

fn len(vm: &Vm, v: Value) -> PyResult<usize> {
    match vm.int_to_i64(this(v).len) {
        Some(n) => Ok(n as usize),
        None => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C ssize_t"),
    }
}

/// The item at an index that is inside.
fn item(vm: &Vm, r: Ref<Range>, i: Value) -> PyResult<Value> {
    if let (Some(a), Some(s), Some(i)) = (r.start.to_int(), r.step.to_int(), i.to_int()) {
        return Ok(vm.new_int_i128(a as i128 + s as i128 * i as i128));
    }
    vm.binary(BinaryOp::Add, r.start, vm.binary(BinaryOp::Mul, r.step, i)?)
}

fn getitem(vm: &Vm, v: Value, k: Value) -> PyResult<Value> {
    let r = this(v);
    if k.has_shape(shape::SLICE) {
        let [a, b, s] = super::slice::indices_of(vm, k, r.len)?;
        let step = vm.binary(BinaryOp::Mul, r.step, s)?;
        return build(vm, item(vm, r, a)?, item(vm, r, b)?, step);
    }
    if !vm.is_index(k) {
        throw!(vm, TYPE_ERROR, "range indices must be integers or slices, not {}", vm.type_name(k));
    }
    let mut i = vm.index(k)?;
    if crate::builtins::int::is_negative(i) {
        i = vm.binary(BinaryOp::Add, i, r.len)?;
    }
    if crate::builtins::int::is_negative(i) || !vm.compare_bool(i, r.len, CompareOp::Lt)? {
        throw!(vm, INDEX_ERROR, "range object index out of range");
    }
    item(vm, r, i)
}

/// The index of an int in the range.
fn position(vm: &Vm, r: Ref<Range>, x: Value) -> PyResult<Option<Value>> {
    let zero = Value::int(0);
    let up = vm.compare_bool(r.step, zero, CompareOp::Gt)?;
    let (low, high) = if up { (CompareOp::Ge, CompareOp::Lt) } else { (CompareOp::Le, CompareOp::Gt) };
    if !vm.compare_bool(x, r.start, low)? || !vm.compare_bool(x, r.stop, high)? {
        return Ok(None);
    }
    let d = vm.binary(BinaryOp::Sub, x, r.start)?;
    if vm.binary(BinaryOp::Mod, d, r.step)? != zero {
        return Ok(None);
    }
    vm.binary(BinaryOp::FloorDiv, d, r.step).map(Some)
}

fn is_plain_int(v: Value) -> bool {
    v.is_int() || v.is_bool() || v.has_shape(shape::INT)
}

fn contains(vm: &Vm, v: Value, x: Value) -> PyResult<bool> {
    if is_plain_int(x) {
        return Ok(position(vm, this(v), crate::builtins::int::to_exact(vm, x)?)?.is_some());
    }
    vm.contains_by_iteration(v, x)
}

fn index(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (v, x) = (args[0], args[1]);
    if is_plain_int(x) {
        if let Some(i) = position(vm, this(v), crate::builtins::int::to_exact(vm, x)?)? {
            return Ok(i);
        }
        throw!(vm, VALUE_ERROR, "range.index(x): x not in range");
    }
    let it = vm.iter(v)?;
    let mut n = 0;
    while let Some(y) = vm.next(it)? {
        if vm.eq(y, x)? {
            return Ok(vm.new_int(n));
        }
        n += 1;
    }
    throw!(vm, VALUE_ERROR, "sequence.index(x): x not in sequence")
}

fn count_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if is_plain_int(args[1]) {
        return Ok(Value::int(contains(vm, args[0], args[1])? as i64));
    }
    let mut n = 0;
    vm.for_each(args[0], |y| {
        n += vm.eq(y, args[1])? as i64;
        Ok(())
    })?;
    Ok(vm.new_int(n))
}

/// What equality of ranges depends on: the items.
fn essence(vm: &Vm, v: Value) -> Value {
    let r = this(v);
    let (start, step) = match r.len.to_int() {
        Some(0) => (Value::NONE, Value::NONE),
        Some(1) => (r.start, Value::NONE),
        _ => (r.start, r.step),
    };
    vm.new_tuple(&[r.len, start, step]).value()
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(shape::RANGE) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.compare(essence(vm, a), essence(vm, b), op)
}

fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    vm.hash(essence(vm, v))
}

/// An iterator over a range of small ints, or of ints of any size.
#[repr(C)]
pub struct RangeIterator {
    header: Header,
    range: Value,
    at: Word,
    len: u64,
    start: i64,
    step: i64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for RangeIterator {}

fn iterator(v: Value) -> Ref<RangeIterator> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    let r = this(v);
    let (start, stop, step) = (vm.int_to_i64(r.start), vm.int_to_i64(r.stop), vm.int_to_i64(r.step));
    // A step of 0 says that the items are no machine words.
    let (shape, len, start, step) = match (start, stop, step, vm.int_to_i64(r.len)) {
        (Some(start), Some(_), Some(step), Some(len)) => (shape::RANGE_ITERATOR, len, start, step),
        (.., len) => (shape::LONGRANGE_ITERATOR, len.unwrap_or(i64::MAX), 0, 0),
    };
    let it = RangeIterator { header: Header::EMPTY, range: v, at: Word::new(0), len: len as u64, start, step };
    Ok(vm.alloc(shape, it).value())
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = iterator(v);
    let i = {
        let _guard = vm.lock(it);
        let i = it.at.get();
        if i >= it.len {
            return Ok(Value::UNBOUND);
        }
        it.at.set(i + 1);
        i
    };
    if it.step != 0 {
        return Ok(vm.new_int_i128(it.start as i128 + it.step as i128 * i as i128));
    }
    item(vm, this(it.range), vm.new_int(i as i64))
}

fn reversed(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let r = this(args[0]);
    let last = vm.binary(BinaryOp::Sub, r.len, Value::int(1))?;
    let start = item(vm, r, last)?;
    let step = vm.unary(crate::object::operators::UnaryOp::Neg, r.step)?;
    let stop = vm.binary(BinaryOp::Sub, r.start, r.step)?;
    let backwards = build(vm, start, stop, step)?;
    iter(vm, backwards)
}

fn length_hint(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iterator(args[0]);
    Ok(vm.new_int(it.len.saturating_sub(it.at.get()) as i64))
}

fn iterator_reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = iterator(args[0]);
    let range = this(it.range);
    // The range that is left, which begins with the next item and ends a step behind the last one.
    let rest = vm.binary(BinaryOp::Sub, range.len, vm.new_int_u64(it.at.get().min(it.len)))?;
    let start = item(vm, range, vm.new_int_u64(it.at.get()))?;
    let stop = vm.binary(BinaryOp::Add, start, vm.binary(BinaryOp::Mul, rest, range.step)?)?;
    let left = build(vm, start, stop, range.step)?;
    Ok(vm.new_tuple(&[vm.builtin("iter")?, vm.new_tuple(&[left]).value(), Value::NONE]).value())
}

fn iterator_setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let i = vm.index_i64(args[1])?.max(0) as u64;
    iterator(args[0]).at.set(i.min(iterator(args[0]).len));
    Ok(Value::NONE)
}

pub static ITERATOR_TYPE: TypeDef = TypeDef { name: "range_iterator", ..ITERATOR };
pub static LONG_ITERATOR_TYPE: TypeDef = TypeDef { name: "longrange_iterator", ..ITERATOR };

const ITERATOR: TypeDef = TypeDef {
    size: size_of::<RangeIterator>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Custom(trace_iterator),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("__length_hint__", "()", length_hint, "Number of items left."),
        method("__reduce__", "()", iterator_reduce, "How to make the iterator anew."),
        method("__setstate__", "(state, /)", iterator_setstate, "Set the position."),
    ],
    ..TypeDef::NEW
};

/// Marks the range.
///
/// # Safety
/// `p` addresses a live `RangeIterator`.
unsafe fn trace_iterator(p: *const u64, marker: &mut crate::heap::Marker) {
    // SAFETY: as promised.
    marker.value(unsafe { &*p.cast::<RangeIterator>() }.range);
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let r = this(args[0]);
    let parts = vm.new_tuple(&[r.start, r.stop, r.step]).value();
    Ok(vm.new_tuple(&[shape::RANGE.ty().value(), parts]).value())
}

static METHODS: &[MethodDef] = &[
    method("index", "(value, /)", index, "The first index of a value."),
    method("count", "(value, /)", count_method, "Number of occurrences of a value."),
    method("__reversed__", "()", reversed, "An iterator from the end."),
    method("__reduce__", "()", reduce, "How to make the range anew."),
];

pub static TYPE: TypeDef = TypeDef {
    name: "range",
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object",
    size: size_of::<Range>(),
    flags: type_flags::SEQUENCE,
    trace: Trace::Fields(1),
    slots: Slots {
        repr: Some(repr),
        len: Some(len),
        getitem: Some(getitem),
        contains: Some(contains),
        compare: Some(compare),
        hash: Some(hash),
        iter: Some(iter),
        bool: Some(|_, v| Ok(this(v).len != Value::int(0))),
        ..Slots::EMPTY
    },
    new: Some(method("__new__", "(start, stop=<unset>, step=<unset>, /)", new, "")),
    methods: METHODS,
    getset: &[
        member("start", |_, v| Ok(this(v).start), "The start."),
        member("stop", |_, v| Ok(this(v).stop), "The stop."),
        member("step", |_, v| Ok(this(v).step), "The step."),
    ],
    ..TypeDef::NEW
};
