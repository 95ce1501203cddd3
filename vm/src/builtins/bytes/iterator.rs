//! The iterators over bytes and bytearrays.

use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, ShapeId, Slot, Slots, TypeDef, Word, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

/// The layout of both iterators: the object, unbound once exhausted, and the next index.
#[repr(C)]
pub struct ByteIterator {
    header: Header,
    object: Slot,
    index: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for ByteIterator {}

fn this(v: Value) -> Ref<ByteIterator> {
    // SAFETY: only called on instances.
    unsafe { v.cast() }
}

/// An iterator of one of the two types.
pub fn new(vm: &Vm, kind: ShapeId, object: Value) -> Value {
    vm.alloc(kind, ByteIterator { header: Header::EMPTY, object: Slot::new(object), index: Word::new(0) }).value()
}

pub(super) fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(new(vm, shape::BYTES_ITERATOR, v))
}

fn byte_at(vm: &Vm, object: Value, i: usize) -> Option<u8> {
    match object.to_bytes() {
        Some(b) => b.as_slice().get(i).copied(),
        None => object.to_bytearray().and_then(|b| b.get(vm, i)),
    }
}
fn length(object: Value) -> usize {
    match object.to_bytes() {
        Some(b) => b.len(),
        None => object.to_bytearray().map_or(0, |b| b.len()),
    }
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this(v);
    let Some(object) = it.object.bound() else { return Ok(Value::UNBOUND) };
    let i = it.index.fetch_add(1) as usize;
    match byte_at(vm, object, i) {
        Some(b) => Ok(Value::int(b as i64)),
        None => {
            it.object.set(Value::UNBOUND);
            Ok(Value::UNBOUND)
        }
    }
}

fn itself(_: &Vm, v: Value) -> PyResult<Value> {
    Ok(v)
}

fn length_hint(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = this(args[0]);
    let left = it.object.bound().map_or(0, |o| length(o).saturating_sub(it.index.usize()));
    Ok(Value::int(left as i64))
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = this(args[0]);
    let iter = vm.builtin("iter")?;
    Ok(match it.object.bound() {
        Some(o) => {
            let inner = vm.new_tuple(&[o]).value();
            vm.new_tuple(&[iter, inner, Value::int(it.index.usize() as i64)]).value()
        }
        None => {
            let empty = vm.new_tuple(&[]).value();
            let inner = vm.new_tuple(&[empty]).value();
            vm.new_tuple(&[iter, inner]).value()
        }
    })
}

fn setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = this(args[0]);
    let i = vm.index_i64(args[1])?;
    if let Some(o) = it.object.bound() {
        it.index.set(i.clamp(0, length(o) as i64) as u64);
    }
    Ok(Value::NONE)
}

/// What both iterator types have.
pub const ROW: TypeDef = TypeDef {
    size: size_of::<ByteIterator>(),
    trace: Trace::Fields(1),
    flags: type_flags::DISALLOW_INSTANTIATION,
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("__length_hint__", "()", length_hint, "The number of bytes that are left, as an estimate."),
        method("__reduce__", "()", reduce, "What pickling needs."),
        method("__setstate__", "(state, /)", setstate, "Sets the index of the next byte."),
    ],
    ..TypeDef::NEW
};

pub static ITERATOR_TYPE: TypeDef = TypeDef { name: "bytes_iterator", ..ROW };
pub static BYTEARRAY_ITERATOR_TYPE: TypeDef = TypeDef { name: "bytearray_iterator", ..ROW };
