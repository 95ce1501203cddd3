//! The iterators over strings.

use super::{Str, shape, this};
use crate::heap::Trace;
use crate::native::method;
use crate::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word};
use crate::value::Value;
use crate::{PyResult, Vm};

/// The layout of both iterators: the string, unbound once exhausted, and the next index.
#[repr(C)]
pub struct StrIterator {
    header: Header,
    string: Slot,
    index: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for StrIterator {}

fn this_iterator(v: Value) -> Ref<StrIterator> {
    // SAFETY: only called on instances.
    unsafe { v.cast() }
}

pub(super) fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    let kind = if this(v).is_ascii() { shape::STR_ASCII_ITERATOR } else { shape::STR_ITERATOR };
    Ok(vm.alloc(kind, StrIterator { header: Header::EMPTY, string: Slot::new(v), index: Word::new(0) }).value())
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    let it = this_iterator(v);
    let Some(string) = it.string.bound() else { return Ok(Value::UNBOUND) };
    let s: Ref<Str> = this(string);
    let i = it.index.fetch_add(1) as usize;
    if i >= s.len() {
        it.string.set(Value::UNBOUND);
        return Ok(Value::UNBOUND);
    }
    Ok(vm.char_str(s.units().get(i)).value())
}

fn itself(_: &Vm, v: Value) -> PyResult<Value> {
    Ok(v)
}

fn length_hint(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = this_iterator(args[0]);
    let left = it.string.bound().map_or(0, |s| this(s).len().saturating_sub(it.index.usize()));
    Ok(Value::int(left as i64))
}

fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = this_iterator(args[0]);
    let iter = vm.builtin("iter")?;
    Ok(match it.string.bound() {
        Some(s) => {
            let inner = vm.new_tuple(&[s]).value();
            vm.new_tuple(&[iter, inner, Value::int(it.index.usize() as i64)]).value()
        }
        None => {
            let inner = vm.new_tuple(&[vm.empty_str().value()]).value();
            vm.new_tuple(&[iter, inner]).value()
        }
    })
}

fn setstate(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let it = this_iterator(args[0]);
    let i = vm.index_i64(args[1])?;
    if let Some(s) = it.string.bound() {
        it.index.set(i.clamp(0, this(s).len() as i64) as u64);
    }
    Ok(Value::NONE)
}

const ROW: TypeDef = TypeDef {
    size: size_of::<StrIterator>(),
    trace: Trace::Fields(1),
    flags: crate::object::type_flags::DISALLOW_INSTANTIATION,
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: &[
        method("__length_hint__", "()", length_hint, "The number of characters that are left, as an estimate."),
        method("__reduce__", "()", reduce, "What pickling needs."),
        method("__setstate__", "(state, /)", setstate, "Sets the index of the next character."),
    ],
    ..TypeDef::NEW
};

pub static ITERATOR_TYPE: TypeDef = TypeDef { name: "str_iterator", ..ROW };
pub static ASCII_ITERATOR_TYPE: TypeDef = TypeDef { name: "str_ascii_iterator", ..ROW };
