//! `memoryview` as Python sees it: methods, attributes, comparison, iteration.

use super::{MemoryView, buffer, cast, drop, index, is_released, items, live, new_view, release_view, trace};
use crate::builtins::bytes_methods::{hex_of, hex_separator};
use crate::builtins::shape;
use crate::heap::Trace;
use crate::native::{classmethod, method};
use crate::object::{CompareOp, Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getter, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    new_view(vm, args[1])
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let state = if is_released(v) { "released " } else { "" };
    Ok(vm.new_str(&format!("<{state}memory at {:#x}>", v.bits())).value())
}

fn len(vm: &Vm, v: Value) -> PyResult<usize> {
    match live(vm, v)?.dims().first() {
        Some(&n) => Ok(n as usize),
        None => throw!(vm, TYPE_ERROR, "0-dim memory has no length"),
    }
}

fn hash(vm: &Vm, v: Value) -> PyResult<i64> {
    let m = live(vm, v)?;
    if m.hash.get() == 0 {
        if m.readonly == 0 {
            throw!(vm, VALUE_ERROR, "cannot hash writable memoryview object");
        }
        if !matches!(m.code(), b'B' | b'b' | b'c') {
            throw!(vm, VALUE_ERROR, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        }
        m.hash.set(crate::hash::bytes(&items::gather(m)));
    }
    Ok(m.hash.get() as i64)
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    let wanted = match op {
        CompareOp::Eq => true,
        CompareOp::Ne => false,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    if a == b || is_released(a) {
        return Ok(Value::bool((a == b) == wanted));
    }
    if !vm.has_buffer(b) || b.has_shape(shape::MEMORYVIEW) && is_released(b) {
        return if b.has_shape(shape::MEMORYVIEW) { Ok(Value::bool(!wanted)) } else { Ok(Value::NOT_IMPLEMENTED) };
    }
    let view = new_view(vm, b)?;
    let same = same_items(live(vm, a)?, live(vm, view)?);
    release_view(vm, view);
    Ok(Value::bool(same == wanted))
}

fn same_items(a: Ref<MemoryView>, b: Ref<MemoryView>) -> bool {
    let (x, y) = (a.code(), b.code());
    if a.dims() != b.dims() || x == 0 || y == 0 {
        return false;
    }
    if x == y && !matches!(x, b'e' | b'f' | b'd' | b'?') {
        return items::gather(a) == items::gather(b);
    }
    let pairs = a.offsets().into_iter().zip(b.offsets());
    let read = |m: Ref<MemoryView>, code, offset| items::Item::read(code, m.item_bytes(offset));
    pairs.into_iter().all(|(i, j)| read(a, x, i).same(read(b, y, j)))
}

fn release(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    release_view(vm, args[0]);
    Ok(Value::NONE)
}
fn enter(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    live(vm, args[0])?;
    Ok(args[0])
}

fn tobytes(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = live(vm, args[0])?;
    let order = match args[1].to_str() {
        Some(s) => s.to_string_lossy(),
        None if args[1].is_none() => "C".to_owned(),
        None => throw!(vm, TYPE_ERROR, "tobytes() argument 'order' must be str or None, not {}", vm.type_name(args[1])),
    };
    let fortran = match &order[..] {
        "C" => false,
        "F" => true,
        "A" => m.is_f_contiguous() && !m.is_c_contiguous(),
        _ => throw!(vm, VALUE_ERROR, "order must be 'C', 'F' or 'A'"),
    };
    if !fortran || m.dims().len() < 2 {
        return Ok(vm.new_bytes(&items::gather(m)).value());
    }
    let reversed = |s: &[i64]| s.iter().rev().copied().collect::<Vec<_>>();
    // Columns first: the last dimension varies slowest.
    let offsets = items::offsets(&reversed(m.dims()), &reversed(m.strides()));
    let data: Vec<u8> = offsets.iter().flat_map(|&o| m.item_bytes(o)).copied().collect();
    Ok(vm.new_bytes(&data).value())
}

fn hex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let sep = hex_separator(vm, args[1])?;
    let group = vm.index_i64(args[2])?;
    hex_of(vm, &items::gather(live(vm, args[0])?), sep, group)
}

fn tolist(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = live(vm, args[0])?;
    let code = index::readable(vm, m)?;
    Ok(nested(vm, m, code, 0, 0))
}
fn nested(vm: &Vm, m: Ref<MemoryView>, code: u8, dim: usize, offset: i64) -> Value {
    if dim == m.dims().len() {
        return items::Item::read(code, m.item_bytes(offset)).value(vm);
    }
    let out = vm.new_list(&[]);
    for i in 0..m.dims()[dim] {
        out.push(vm, nested(vm, m, code, dim + 1, offset + i * m.strides()[dim]));
    }
    out.value()
}

fn toreadonly(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = live(vm, args[0])?;
    let mut layout = m.layout();
    layout.readonly = true;
    super::derive(vm, m, &layout)
}

fn count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut n = 0;
    for i in 0..len(vm, args[0])? {
        let item = index::getitem(vm, args[0], Value::int(i as i64))?;
        n += vm.eq(item, args[1])? as i64;
    }
    Ok(Value::int(n))
}
fn index_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if live(vm, args[0])?.dims().len() != 1 {
        throw!(vm, NOT_IMPLEMENTED_ERROR, "multi-dimensional lookup is not implemented");
    }
    let n = len(vm, args[0])? as i64;
    let bound = |v: Value| -> PyResult<i64> {
        let i = vm.index_clamped(v)?;
        Ok(if i < 0 { i.saturating_add(n).max(0) } else { i.min(n) })
    };
    for i in bound(args[2])?..bound(args[3])? {
        let item = index::getitem(vm, args[0], Value::int(i))?;
        if vm.eq(item, args[1])? {
            return Ok(Value::int(i));
        }
    }
    throw!(vm, VALUE_ERROR, "memoryview.index(x): x not found")
}

fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    crate::builtins::generic_alias::new(vm, args[0], args[1])
}
fn dunder_buffer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let m = live(vm, args[0])?;
    if vm.index_i64(args[1])? & 1 != 0 && m.readonly != 0 {
        throw!(vm, BUFFER_ERROR, "memoryview: underlying buffer is not writable");
    }
    new_view(vm, args[0])
}
fn release_buffer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !args[1].has_shape(shape::MEMORYVIEW) {
        throw!(vm, TYPE_ERROR, "expected a memoryview object");
    }
    if args[0] == args[1] {
        throw!(vm, VALUE_ERROR, "memoryview's buffer is not this object");
    }
    release_view(vm, args[1]);
    Ok(Value::NONE)
}

fn tuple_of(vm: &Vm, numbers: &[i64]) -> Value {
    vm.new_tuple_with(numbers.len(), |i| Ok(vm.new_int(numbers[i]))).expect("making ints cannot fail").value()
}

/// The layout of the iterator.
#[repr(C)]
pub struct MemoryIterator {
    header: Header,
    view: Slot,
    index: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for MemoryIterator {}

fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    let m = live(vm, v)?;
    match m.dims().len() {
        0 => throw!(vm, TYPE_ERROR, "invalid indexing of 0-dim memory"),
        1 => {}
        _ => throw!(vm, NOT_IMPLEMENTED_ERROR, "multi-dimensional sub-views are not implemented"),
    }
    index::readable(vm, m)?;
    Ok(vm
        .alloc(
            shape::MEMORY_ITERATOR,
            MemoryIterator { header: Header::EMPTY, view: Slot::new(v), index: Word::new(0) },
        )
        .value())
}
fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    // SAFETY: only called on instances.
    let it: Ref<MemoryIterator> = unsafe { v.cast() };
    let Some(view) = it.view.bound() else { return Ok(Value::UNBOUND) };
    let m = live(vm, view)?;
    let i = it.index.fetch_add(1) as i64;
    if i >= m.dims()[0] {
        it.view.set(Value::UNBOUND);
        return Ok(Value::UNBOUND);
    }
    Ok(items::Item::read(m.code(), m.item_bytes(i * m.strides()[0])).value(vm))
}
fn itself(_: &Vm, v: Value) -> PyResult<Value> {
    Ok(v)
}

pub static ITERATOR_TYPE: TypeDef = TypeDef {
    name: "memory_iterator",
    size: size_of::<MemoryIterator>(),
    trace: Trace::Fields(1),
    flags: type_flags::DISALLOW_INSTANTIATION,
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    ..TypeDef::NEW
};

pub static TYPE: TypeDef = TypeDef {
    name: "memoryview",
    doc: "memoryview(object)\n--\n\nA window on the memory of a bytes-like object, without a copy.",
    size: size_of::<MemoryView>(),
    flags: type_flags::SEQUENCE,
    trace: Trace::Custom(trace),
    drop: Some(drop),
    new: Some(method("__new__", "(object)", new, "Makes a view of an object's memory.")),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        len: Some(len),
        getitem: Some(index::getitem),
        setitem: Some(index::setitem),
        iter: Some(iter),
        buffer: Some(buffer),
        ..Slots::EMPTY
    },
    methods: &[
        method("release", "()", release, "Gives the memory back; the view cannot be used any more."),
        method("tobytes", "(order='C')", tobytes, "The data as bytes, rows first or columns first."),
        method(
            "hex",
            "(sep=<unset>, bytes_per_sep=1)",
            hex,
            "The data in hexadecimal, with separators between groups of bytes.",
        ),
        method("tolist", "()", tolist, "The items as a list, nested for several dimensions."),
        method(
            "cast",
            "(format, shape=<unset>)",
            cast::cast,
            "The same memory with another item type or other dimensions.",
        ),
        method("toreadonly", "()", toreadonly, "A view of the same memory that cannot be written through."),
        method("count", "(value, /)", count, "How many items equal a value."),
        method(
            "index",
            "(value, start=0, stop=9223372036854775807, /)",
            index_method,
            "Where an item equals a value; ValueError when none does.",
        ),
        method("__enter__", "()", enter, "The view itself."),
        method("__exit__", "(*exc_info)", release, "Releases the view."),
        method("__buffer__", "(flags, /)", dunder_buffer, "A memoryview of the data."),
        method(
            "__release_buffer__",
            "(buffer, /)",
            release_buffer,
            "Ends the use of a memoryview that __buffer__ gave.",
        ),
        classmethod("__class_getitem__", "(item, /)", class_getitem, "The generic alias for annotations."),
    ],
    getset: &[
        getter("obj", |vm, v| Ok(live(vm, v)?.owner.get()), "The object whose memory this is."),
        getter("nbytes", |vm, v| Ok(Value::int(live(vm, v)?.nbytes() as i64)), "Bytes that the items take."),
        getter(
            "readonly",
            |vm, v| Ok(Value::bool(live(vm, v)?.readonly != 0)),
            "Whether the memory cannot be written.",
        ),
        getter("itemsize", |vm, v| Ok(Value::int(live(vm, v)?.itemsize as i64)), "Bytes of an item."),
        getter("format", |vm, v| Ok(live(vm, v)?.format().value()), "The item type, as module struct writes it."),
        getter("ndim", |vm, v| Ok(Value::int(live(vm, v)?.dims().len() as i64)), "Number of dimensions."),
        getter("shape", |vm, v| Ok(tuple_of(vm, live(vm, v)?.dims())), "Length in each dimension."),
        getter(
            "strides",
            |vm, v| Ok(tuple_of(vm, live(vm, v)?.strides())),
            "Bytes from item to item in each dimension.",
        ),
        getter(
            "suboffsets",
            |vm, v| {
                Ok(tuple_of(vm, {
                    live(vm, v)?;
                    &[]
                }))
            },
            "Used for arrays of pointers only; empty.",
        ),
        getter(
            "c_contiguous",
            |vm, v| Ok(Value::bool(live(vm, v)?.is_c_contiguous())),
            "Whether the items lie in a row, rows first.",
        ),
        getter(
            "f_contiguous",
            |vm, v| Ok(Value::bool(live(vm, v)?.is_f_contiguous())),
            "Whether the items lie in a row, columns first.",
        ),
        getter(
            "contiguous",
            |vm, v| {
                let m = live(vm, v)?;
                Ok(Value::bool(m.is_c_contiguous() || m.is_f_contiguous()))
            },
            "Whether the items lie in a row.",
        ),
    ],
    ..TypeDef::NEW
};
