//! `bytearray` as Python sees it: construction, operators and the table of methods.

use super::{ByteArray, drop, mutate, this, trace};
use crate::builtins::bytes::{compare_buffers, concat_named, contents, index_of, joined, new_iterator, repeat_of};
use crate::builtins::bytes_methods::{self as shared, on};
use crate::builtins::str::{StrBuilder, Units};
use crate::builtins::{memoryview, shape};
use crate::heap::Trace;
use crate::native::{MethodDef, classmethod, method};
use crate::object::{Buffer, CompareOp, Slots, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, format, throw};

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    Ok(if cls.root_shape() == shape::BYTEARRAY {
        vm.alloc(shape::BYTEARRAY, ByteArray::EMPTY)
    } else {
        vm.alloc_instance(cls, ByteArray::EMPTY)
    }
    .value())
}

fn init(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let data = contents(vm, args[1], args[2], args[3], "bytearray", "byte must be in range(0, 256)")?;
    if a.is_empty() && data.is_empty() {
        return Ok(Value::NONE);
    }
    let _guard = a.lock_to_resize(vm)?;
    let len = a.len();
    a.splice(vm, 0, len, &data)?;
    Ok(Value::NONE)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let data = on(vm, v, <[u8]>::to_vec);
    let mut out = StrBuilder::new();
    out.push_text(&vm.type_of(v).name());
    out.push_text("(");
    shared::push_repr(&mut out, &data);
    out.push_text(")");
    Ok(out.finish(vm).value())
}
fn len(_: &Vm, v: Value) -> PyResult<usize> {
    Ok(this(v).len())
}
fn iter(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(new_iterator(vm, shape::BYTEARRAY_ITERATOR, v))
}
fn buffer(vm: &Vm, v: Value) -> PyResult<Buffer> {
    Ok(this(v).buffer(vm))
}
fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    compare_buffers(vm, a, b, op)
}
fn concat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    concat_named(vm, a, b, "bytearray")
}
fn repeat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    if a.to_bytearray().is_some() { repeat_of(vm, a, b) } else { repeat_of(vm, b, a) }
}
fn modulo(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    if a.to_bytearray().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let template = on(vm, a, <[u8]>::to_vec);
    Ok(vm.new_bytearray(&format::percent::format_bytes(vm, &template, b)?).value())
}
fn getitem(vm: &Vm, v: Value, key: Value) -> PyResult<Value> {
    let a = this(v);
    if key.has_shape(shape::SLICE) {
        let (start, _, step, count) = vm.slice_indices(key, a.len())?;
        let picked: Vec<u8> = a.with_slice(vm, |s| {
            (0..count as i64).filter_map(|i| s.get((start + i * step) as usize).copied()).collect()
        });
        return Ok(vm.new_bytearray(&picked).value());
    }
    let i = index_of(vm, key, a.len(), "bytearray", "bytearray index out of range")?;
    match a.get(vm, i) {
        Some(b) => Ok(Value::int(b as i64)),
        None => throw!(vm, INDEX_ERROR, "bytearray index out of range"),
    }
}

fn copy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(shared::unchanged(vm, args[0]))
}
fn fromhex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = shared::fromhex_bytes(vm, args[1])?;
    if vm.class_arg(args[0]).root_shape() == shape::BYTEARRAY {
        return Ok(vm.new_bytearray(&data).value());
    }
    vm.call(args[0], &[vm.new_bytes(&data).value()])
}
fn alloc(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    Ok(Value::int(a.storage().map_or(0, |s| s.capacity as i64 + 1)))
}
fn reduce(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = on(vm, args[0], <[u8]>::to_vec);
    let text = vm.new_str_of(Units::Latin1(&data)).value();
    let made = vm.new_tuple(&[text, vm.new_str("latin-1").value()]).value();
    let state = vm.call_method(args[0], vm.names().__getstate__, &[])?;
    Ok(vm.new_tuple(&[vm.type_of(args[0]).value(), made, state]).value())
}
fn dunder_buffer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.index_i64(args[1])?;
    memoryview::new_view(vm, args[0])
}
fn release_buffer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if !args[1].has_shape(shape::MEMORYVIEW) {
        throw!(vm, TYPE_ERROR, "expected a memoryview object");
    }
    memoryview::release_view(vm, args[1]);
    Ok(Value::NONE)
}

const OWN: [MethodDef; 16] = [
    method("append", "(item, /)", mutate::append, "Adds a byte at the end."),
    method("clear", "()", mutate::clear, "Removes all bytes."),
    method("copy", "()", copy, "A copy."),
    method(
        "extend",
        "(iterable_of_ints, /)",
        mutate::extend,
        "Adds the bytes of a bytes-like object or the integers of an iterable.",
    ),
    classmethod("fromhex", "(string, /)", fromhex, "The bytes that a text of hexadecimal digits spells."),
    method("insert", "(index, item, /)", mutate::insert, "Inserts a byte before an index."),
    method("pop", "(index=-1, /)", mutate::pop, "Removes the byte at an index and returns it."),
    method("remove", "(value, /)", mutate::remove, "Removes the first byte of this value."),
    method("resize", "(size, /)", mutate::resize, "Changes the length; new bytes are zero."),
    method("reverse", "()", mutate::reverse, "Reverses the order of the bytes."),
    method(
        "take_bytes",
        "(n=None, /)",
        mutate::take_bytes,
        "Removes the first n bytes, all by default, and returns them as bytes.",
    ),
    method("__alloc__", "()", alloc, "Bytes that are reserved."),
    method("__reduce__", "()", reduce, "What pickling needs."),
    method("__reduce_ex__", "(proto=0, /)", reduce, "What pickling needs."),
    method("__buffer__", "(flags, /)", dunder_buffer, "A memoryview of the data."),
    method("__release_buffer__", "(buffer, /)", release_buffer, "Ends the use of a memoryview that __buffer__ gave."),
];

const DOC: &str = "bytearray(source=b'', encoding='utf-8', errors='strict')\n--\n\n\
    A mutable sequence of bytes.\n\n\
    Of a string, its encoding; of a bytes-like object, its data; of an integer, as many zeros; of an iterable, its integers.";

pub static TYPE: TypeDef = TypeDef {
    name: "bytearray",
    doc: DOC,
    size: size_of::<ByteArray>(),
    flags: type_flags::BASETYPE | type_flags::MATCH_SELF,
    trace: Trace::Custom(trace),
    drop: Some(drop),
    new: Some(method("__new__", "(*args, **kwargs)", new, "Makes an empty bytearray.")),
    init: Some(method("__init__", "(source=<unset>, encoding=<unset>, errors=<unset>)", init, "Fills the bytearray.")),
    slots: Slots {
        repr: Some(repr),
        compare: Some(compare),
        iter: Some(iter),
        len: Some(len),
        getitem: Some(getitem),
        setitem: Some(mutate::setitem),
        contains: Some(shared::contains),
        concat: Some(concat),
        repeat: Some(repeat),
        iconcat: Some(mutate::iconcat),
        irepeat: Some(mutate::irepeat),
        modulo: Some(modulo),
        buffer: Some(buffer),
        ..Slots::EMPTY
    },
    methods: {
        static METHODS: [MethodDef; 58] = joined(shared::SHARED, OWN);
        &METHODS
    },
    ..TypeDef::NEW
};
