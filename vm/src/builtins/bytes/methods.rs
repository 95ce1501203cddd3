//! `bytes` as Python sees it: construction, operators and the table of methods.

use super::{Bytes, iterator, this};
use crate::builtins::bytes_methods::{self as shared, make, on};
use crate::builtins::{memoryview, shape};
use crate::native::{MethodDef, classmethod, method};
use crate::object::{Buffer, CompareOp, Header, Ref, Slots, Type, TypeDef, Word, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, codecs, format, throw};

fn new(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let cls = vm.class_arg(args[0]);
    let (source, encoding, errors) = (args[1], args[2], args[3]);
    if encoding.is_unbound() && errors.is_unbound() && !source.is_unbound() && source.to_str().is_none() {
        if let Some(made) = vm.call_special(source, vm.names().__bytes__, &[])? {
            let Some(b) = made.to_bytes() else {
                return Err(vm.bad_result(source, "__bytes__", "a bytes", made));
            };
            return if cls.root_shape() == shape::BYTES { Ok(made) } else { new_of(vm, cls, b.as_slice()) };
        }
        if cls.root_shape() == shape::BYTES && source.has_shape(shape::BYTES) {
            return Ok(source);
        }
    }
    let data = contents(vm, source, encoding, errors, "bytes", "bytes must be in range(0, 256)")?;
    new_of(vm, cls, &data)
}

fn new_of(vm: &Vm, cls: Ref<Type>, data: &[u8]) -> PyResult<Value> {
    if cls.root_shape() == shape::BYTES {
        return Ok(vm.new_bytes(data).value());
    }
    let fixed = Bytes { header: Header::EMPTY, hash: Word::new(0), len: data.len() as u64 };
    let b = vm.alloc_instance_extra(cls, fixed, data.len())?;
    // SAFETY: the data follows the fixed part; nobody else knows the object yet.
    unsafe { std::ptr::copy_nonoverlapping(data.as_ptr(), b.as_ptr().add(1).cast(), data.len()) };
    Ok(b.value())
}

/// What the constructors of bytes and bytearray make of their arguments.
pub(in crate::builtins) fn contents(
    vm: &Vm,
    source: Value,
    encoding: Value,
    errors: Value,
    type_name: &str,
    range: &str,
) -> PyResult<Vec<u8>> {
    let name = |v: Value, which: &str, default: &str| match v.is_unbound() {
        true => Ok(codecs::Name::Made(default.to_owned())),
        false => codecs::name_argument(vm, v, format_args!("{type_name}() argument '{which}'")),
    };
    let (enc, err) = (name(encoding, "encoding", "utf-8")?, name(errors, "errors", "strict")?);
    if let Some(s) = source.is_ptr().then(|| source.to_str()).flatten() {
        if encoding.is_unbound() {
            throw!(vm, TYPE_ERROR, "string argument without an encoding");
        }
        let made = codecs::encode(vm, s, &enc, &err)?;
        return vm.with_buffer(made, <[u8]>::to_vec);
    }
    if !encoding.is_unbound() {
        throw!(vm, TYPE_ERROR, "encoding without a string argument");
    }
    if !errors.is_unbound() {
        throw!(vm, TYPE_ERROR, "errors without a string argument");
    }
    if source.is_unbound() {
        return Ok(Vec::new());
    }
    if vm.is_index(source) {
        return zeros(vm, source);
    }
    bytes_of_object(vm, source, type_name, range)
}

fn zeros(vm: &Vm, count: Value) -> PyResult<Vec<u8>> {
    let n = vm.index_size(count)?;
    if n < 0 {
        throw!(vm, VALUE_ERROR, "negative count");
    }
    let mut data = Vec::new();
    if n > 1 << 38 || data.try_reserve_exact(n as usize).is_err() {
        throw!(vm, MEMORY_ERROR, "");
    }
    data.resize(n as usize, 0);
    Ok(data)
}

/// The bytes of a bytes-like object, or the integers of an iterable.
pub fn bytes_of_object(vm: &Vm, source: Value, type_name: &str, range: &str) -> PyResult<Vec<u8>> {
    if source.has_shape(shape::MEMORYVIEW) {
        return memoryview::to_vec(vm, source);
    }
    if vm.has_buffer(source) {
        return vm.with_buffer(source, <[u8]>::to_vec);
    }
    if source.to_str().is_some() || !vm.is_iterable(source) {
        throw!(vm, TYPE_ERROR, "cannot convert '{}' object to {type_name}", vm.type_name(source));
    }
    let mut data = Vec::new();
    vm.for_each(source, |v| {
        match vm.index(v)?.to_int() {
            Some(i @ 0..256) => data.push(i as u8),
            _ => throw!(vm, VALUE_ERROR, "{range}"),
        }
        Ok(())
    })?;
    Ok(data)
}

fn repr(vm: &Vm, v: Value) -> PyResult<Value> {
    Ok(shared::repr_bytes(vm, this(v).as_slice()))
}
fn hash(_: &Vm, v: Value) -> PyResult<i64> {
    Ok(this(v).hash() as i64)
}
fn len(_: &Vm, v: Value) -> PyResult<usize> {
    Ok(this(v).len())
}
fn buffer(_: &Vm, v: Value) -> PyResult<Buffer> {
    Ok(Buffer::bytes_of(v, this(v).as_slice()))
}

fn compare(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if let Some(b) = b.to_bytes() {
        return Ok(Value::bool(op.holds(this(a).as_slice().cmp(b.as_slice()))));
    }
    compare_buffers(vm, a, b, op)
}
/// Comparison of a bytes or bytearray object with anything that has a buffer.
pub(in crate::builtins) fn compare_buffers(vm: &Vm, a: Value, b: Value, op: CompareOp) -> PyResult<Value> {
    if b.to_str().is_some() || !vm.has_buffer(b) || b.has_shape(shape::MEMORYVIEW) && memoryview::is_released(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let other = shared::argument(vm, b)?;
    Ok(Value::bool(on(vm, a, |s| op.holds(s.cmp(&other)))))
}

fn concat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    concat_named(vm, a, b, "bytes")
}
/// Concatenation; the result is of the left operand's kind.
pub(in crate::builtins) fn concat_named(vm: &Vm, a: Value, b: Value, name: &str) -> PyResult<Value> {
    if !vm.has_buffer(b) {
        throw!(vm, TYPE_ERROR, "can't concat {} to {name}", vm.type_name(b));
    }
    let other = shared::argument(vm, b)?;
    if other.is_empty() && a.has_shape(shape::BYTES) {
        return Ok(a);
    }
    let data = on(vm, a, |s| [s, &other].concat());
    Ok(make(vm, a, &data))
}

fn repeat(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    let (v, n) = if a.to_bytes().is_some() { (a, b) } else { (b, a) };
    repeat_of(vm, v, n)
}
pub(in crate::builtins) fn repeat_of(vm: &Vm, v: Value, n: Value) -> PyResult<Value> {
    let n = vm.index_size(n)?.max(0) as usize;
    if n == 1 {
        return Ok(shared::unchanged(vm, v));
    }
    let data = on(vm, v, <[u8]>::to_vec);
    let Some(total) = data.len().checked_mul(n) else { throw!(vm, OVERFLOW_ERROR, "repeated bytes are too long") };
    let mut out = Vec::new();
    if total > 1 << 38 || out.try_reserve_exact(total).is_err() {
        throw!(vm, MEMORY_ERROR, "");
    }
    for _ in 0..if data.is_empty() { 0 } else { n } {
        out.extend_from_slice(&data);
    }
    Ok(make(vm, v, &out))
}

fn getitem(vm: &Vm, v: Value, key: Value) -> PyResult<Value> {
    let data = this(v).as_slice();
    if key.has_shape(shape::SLICE) {
        let (start, stop, step, count) = vm.slice_indices(key, data.len())?;
        if step == 1 {
            let whole = count == data.len() && v.has_shape(shape::BYTES);
            return Ok(if whole { v } else { vm.new_bytes(&data[start as usize..stop.max(start) as usize]).value() });
        }
        let picked: Vec<u8> = (0..count as i64).map(|i| data[(start + i * step) as usize]).collect();
        return Ok(vm.new_bytes(&picked).value());
    }
    let i = index_of(vm, key, data.len(), "byte", "index out of range")?;
    Ok(Value::int(data[i] as i64))
}

/// An index into `len` items.
pub(in crate::builtins) fn index_of(
    vm: &Vm,
    key: Value,
    len: usize,
    what: &str,
    out_of_range: &str,
) -> PyResult<usize> {
    if !vm.is_index(key) {
        throw!(vm, TYPE_ERROR, "{what} indices must be integers or slices, not {}", vm.type_name(key));
    }
    let i = vm.index_item(key)?;
    let at = if i < 0 { i + len as i64 } else { i };
    if at < 0 || at >= len as i64 {
        throw!(vm, INDEX_ERROR, "{out_of_range}");
    }
    Ok(at as usize)
}

fn modulo(vm: &Vm, a: Value, b: Value) -> PyResult<Value> {
    match a.to_bytes() {
        Some(s) => Ok(vm.new_bytes(&format::percent::format_bytes(vm, s.as_slice(), b)?).value()),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn fromhex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let made = vm.new_bytes(&shared::fromhex_bytes(vm, args[1])?).value();
    if vm.class_arg(args[0]).root_shape() == shape::BYTES { Ok(made) } else { vm.call(args[0], &[made]) }
}
fn dunder_bytes(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(shared::unchanged(vm, args[0]))
}
fn getnewargs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_tuple(&[shared::unchanged(vm, args[0])]).value())
}
fn dunder_buffer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if vm.index_i64(args[1])? & 1 != 0 {
        throw!(vm, BUFFER_ERROR, "Object is not writable.");
    }
    memoryview::new_view(vm, args[0])
}

const OWN: [MethodDef; 4] = [
    classmethod("fromhex", "(string, /)", fromhex, "The bytes that a text of hexadecimal digits spells."),
    method("__bytes__", "()", dunder_bytes, "The object as bytes."),
    method("__getnewargs__", "()", getnewargs, "What pickling needs."),
    method("__buffer__", "(flags, /)", dunder_buffer, "A memoryview of the data."),
];

/// Two tables of methods in one.
pub(in crate::builtins) const fn joined<const A: usize, const B: usize, const N: usize>(
    a: [MethodDef; A],
    b: [MethodDef; B],
) -> [MethodDef; N] {
    assert!(A + B == N);
    let mut all = [const { method("", "()", unreachable, "") }; N];
    let mut i = 0;
    while i < A {
        all[i] = copy_of(&a[i]);
        i += 1;
    }
    while i < N {
        all[i] = copy_of(&b[i - A]);
        i += 1;
    }
    let (_, _) = (std::mem::ManuallyDrop::new(a), std::mem::ManuallyDrop::new(b));
    all
}
const fn copy_of(m: &MethodDef) -> MethodDef {
    MethodDef { name: m.name, signature: m.signature, f: m.f, doc: m.doc, binding: m.binding, exact: m.exact }
}
fn unreachable(_: &Vm, _: &[Value]) -> PyResult<Value> {
    unreachable!("every row of a joined table is overwritten")
}

const DOC: &str = "bytes(source=b'', encoding='utf-8', errors='strict')\n--\n\n\
    An immutable sequence of bytes.\n\n\
    Of a string, its encoding; of a bytes-like object, its data; of an integer, as many zeros; of an iterable, its integers.";

pub static TYPE: TypeDef = TypeDef {
    name: "bytes",
    doc: DOC,
    size: size_of::<Bytes>(),
    flags: type_flags::BASETYPE | type_flags::BYTES_SUBCLASS | type_flags::MATCH_SELF,
    var_size: Some(|v| size_of::<Bytes>() + this(v).len()),
    new: Some(method("__new__", "(source=<unset>, encoding=<unset>, errors=<unset>)", new, "Makes a bytes object.")),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        iter: Some(iterator::iter),
        len: Some(len),
        getitem: Some(getitem),
        contains: Some(shared::contains),
        concat: Some(concat),
        repeat: Some(repeat),
        modulo: Some(modulo),
        buffer: Some(buffer),
        ..Slots::EMPTY
    },
    methods: {
        static METHODS: [MethodDef; 46] = joined(shared::SHARED, OWN);
        &METHODS
    },
    ..TypeDef::NEW
};
