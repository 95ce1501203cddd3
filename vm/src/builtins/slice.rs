//! `slice` objects.

use crate::builtins::int::is_negative;
use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{MethodDef, method};
use crate::object::operators::BinaryOp;
use crate::object::{CompareOp, Header, HeapObject, Ref, Slots, TypeDef, member};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// The layout of slices.
#[repr(C)]
pub struct Slice {
    header: Header,
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Slice {}

pub fn new(vm: &Vm, start: Value, stop: Value, step: Value) -> Ref<Slice> {
    vm.alloc(shape::SLICE, Slice { header: Header::EMPTY, start, stop, step })
}

fn this(v: Value) -> Ref<Slice> {
    // SAFETY: the door checks the receiver.
    unsafe { v.cast() }
}

impl Vm {
    /// Start, stop, step and number of items of a slice of a sequence of `len` items.
    pub fn slice_indices(&self, slice: Value, len: usize) -> PyResult<(i64, i64, i64, usize)> {
        let s = this(slice);
        let len = len as i64;
        let step = if s.step.is_none() { 1 } else { self.index_clamped(s.step)? };
        if step == 0 {
            throw!(self, VALUE_ERROR, "slice step cannot be zero");
        }
        let step = step.max(-i64::MAX);
        let (lower, upper) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let place = |v: Value, default: i64| -> PyResult<i64> {
            if v.is_none() {
                return Ok(default);
            }
            let i = self.index_clamped(v)?;
            Ok(if i < 0 { i.saturating_add(len).max(lower) } else { i.min(upper) })
        };
        let start = place(s.start, if step < 0 { upper } else { lower })?;
        let stop = place(s.stop, if step < 0 { lower } else { upper })?;
        let count = if step < 0 {
            if stop < start { (start - stop - 1) / -step + 1 } else { 0 }
        } else if start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        Ok((start, stop, step, count as usize))
    }
}

fn make(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let [_, a, b, c] = *args else { unreachable!("bound by the signature") };
    Ok(if b.is_unbound() { new(vm, Value::NONE, a, Value::NONE) } else { new(vm, a, b, c) }.value())
}

fn parts(vm: &Vm, v: Value) -> Value {
    let s = this(v);
    vm.new_tuple(&[s.start, s.stop, s.step]).value()
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(vm.new_str(&format!("slice{}", vm.repr(parts(vm, v))?)).value())
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if !b.has_shape(shape::SLICE) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.compare(parts(vm, a), parts(vm, b), op)
}

fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    let s = this(v);
    super::tuple::hash_items(vm, &[s.start, s.stop, s.step], 0)
}

/// Start, stop and step of a slice of a sequence of `len` items, for ints of any size.
pub(crate) fn indices_of(vm: &Vm, slice: Value, len: Value) -> PyResult<[Value; 3]> {
    let s = this(slice);
    let part = |v: Value| -> PyResult<Value> {
        if vm.type_of(v).slots().index.is_none() {
            throw!(vm, TYPE_ERROR, "slice indices must be integers or None or have an __index__ method");
        }
        vm.index(v)
    };
    let step = if s.step.is_none() { Value::int(1) } else { part(s.step)? };
    if step == Value::int(0) {
        throw!(vm, VALUE_ERROR, "slice step cannot be zero");
    }
    let down = is_negative(step);
    let (lower, upper) =
        if down { (Value::int(-1), vm.binary(BinaryOp::Sub, len, Value::int(1))?) } else { (Value::int(0), len) };
    let place = |v: Value, default: Value| -> PyResult<Value> {
        if v.is_none() {
            return Ok(default);
        }
        let i = part(v)?;
        if is_negative(i) {
            let i = vm.binary(BinaryOp::Add, i, len)?;
            return Ok(if vm.compare_bool(i, lower, CompareOp::Lt)? { lower } else { i });
        }
        Ok(if vm.compare_bool(i, upper, CompareOp::Gt)? { upper } else { i })
    };
    let start = place(s.start, if down { upper } else { lower })?;
    let stop = place(s.stop, if down { lower } else { upper })?;
    Ok([start, stop, step])
}

fn indices(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = vm.index(args[1])?;
    if is_negative(n) {
        throw!(vm, VALUE_ERROR, "length should not be negative");
    }
    Ok(vm.new_tuple(&indices_of(vm, args[0], n)?).value())
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_tuple(&[shape::SLICE.ty().value(), parts(vm, args[0])]).value())
}

static METHODS: &[MethodDef] = &[
    method("indices", "(length, /)", indices, "Start, stop and step for a sequence of a length."),
    method("__reduce__", "()", reduce, "How to make the slice anew."),
    crate::native::classmethod(
        "__class_getitem__",
        "(item, /)",
        |vm, a| super::generic_alias::new(vm, a[0], a[1]),
        "See PEP 585.",
    ),
];

pub static TYPE: TypeDef = TypeDef {
    name: "slice",
    doc: "slice(stop)\nslice(start, stop[, step])",
    size: size_of::<Slice>(),
    trace: Trace::Fields(1),
    slots: Slots { repr: Some(repr), compare: Some(compare), hash: Some(hash), ..Slots::EMPTY },
    new: Some(method("__new__", "(start, stop=<unset>, step=None, /)", make, "")),
    methods: METHODS,
    getset: &[
        member("start", |_, v| Ok(this(v).start), "The start."),
        member("stop", |_, v| Ok(this(v).stop), "The stop."),
        member("step", |_, v| Ok(this(v).step), "The step."),
    ],
    ..TypeDef::NEW
};
