//! The methods of arrays.

use pyish_vm::native::{MethodDef, classmethod, method};
use pyish_vm::object::{BinaryOp, CompareOp, Ref};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::{Array, make, pickling, this, to_array};

fn append(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    this(args[0]).append(vm, args[1])?;
    Ok(Value::NONE)
}
pub fn extend(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    if let Some(other) = to_array(vm, args[1]) {
        if other.kind().code != a.kind().code {
            throw!(vm, TYPE_ERROR, "can only extend with array of same kind");
        }
        a.append_bytes(vm, &other.to_vec(vm))?;
        return Ok(Value::NONE);
    }
    vm.for_each(args[1], |v| a.append(vm, v))?;
    Ok(Value::NONE)
}
fn insert(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, i) = (this(args[0]), vm.index_i64(args[1])?);
    let item = a.kind().pack(vm, args[2])?;
    let n = a.len() as i64;
    let at = (if i < 0 { i + n } else { i }).clamp(0, n) as usize;
    a.replace(vm, at, at, &item[..a.kind().size])?;
    Ok(Value::NONE)
}
fn pop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, i) = (this(args[0]), vm.index_i64(args[1])?);
    let n = a.len() as i64;
    if n == 0 {
        throw!(vm, INDEX_ERROR, "pop from empty array");
    }
    let at = if i < 0 { i + n } else { i };
    match if (0..n).contains(&at) { a.get(vm, at as usize)? } else { None } {
        Some(item) => {
            a.replace(vm, at as usize, at as usize + 1, &[])?;
            Ok(item)
        }
        None => throw!(vm, INDEX_ERROR, "pop index out of range"),
    }
}
fn clear(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    this(args[0]).resize(vm, 0, usize::MAX, &[])?;
    Ok(Value::NONE)
}

/// The first place from `from` on where an item equals a value.
pub fn find(vm: &Vm, a: Ref<Array>, v: Value, from: usize) -> PyResult<Option<usize>> {
    let mut i = from;
    while let Some(item) = a.get(vm, i)? {
        if vm.compare_bool(item, v, CompareOp::Eq)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}
fn index(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let n = a.len() as i64;
    let bound = |v: Value, default: i64| -> PyResult<i64> {
        let i = if v.is_unbound() { default } else { vm.index_clamped(v)? };
        Ok(if i < 0 { (i + n).max(0) } else { i })
    };
    let (start, stop) = (bound(args[2], 0)?, bound(args[3], i64::MAX)?);
    match find(vm, a, args[1], start as usize)? {
        Some(i) if (i as i64) < stop => Ok(Value::int(i as i64)),
        _ => throw!(vm, VALUE_ERROR, "array.index(x): x not in array"),
    }
}
fn remove(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    match find(vm, a, args[1], 0)? {
        Some(i) => a.replace(vm, i, i + 1, &[])?,
        None => throw!(vm, VALUE_ERROR, "array.remove(x): x not in array"),
    }
    Ok(Value::NONE)
}
fn count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, mut n, mut from) = (this(args[0]), 0, 0);
    while let Some(i) = find(vm, a, args[1], from)? {
        n += 1;
        from = i + 1;
    }
    Ok(Value::int(n))
}
fn reverse(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let size = a.kind().size;
    a.bytes().with_slice_mut(vm, |s| {
        s.reverse();
        s.chunks_exact_mut(size).for_each(|item| item.reverse());
    });
    Ok(Value::NONE)
}
fn byteswap(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let size = a.kind().swapped();
    a.bytes().with_slice_mut(vm, |s| s.chunks_exact_mut(size).for_each(|item| item.reverse()));
    Ok(Value::NONE)
}
fn buffer_info(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let address = a.bytes().with_slice(vm, |s| s.as_ptr() as u64);
    Ok(vm.new_tuple(&[vm.new_int_u64(address), Value::int(a.len() as i64)]).value())
}

pub fn tolist(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, out, mut i) = (this(args[0]), vm.new_list(&[]), 0);
    while let Some(item) = a.get(vm, i)? {
        out.push(vm, item);
        i += 1;
    }
    Ok(out.value())
}
fn fromlist(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, Some(list)) = (this(args[0]), args[1].to_list()) else { throw!(vm, TYPE_ERROR, "arg must be list") };
    let size = a.kind().size;
    // All or nothing.
    let mut data = Vec::new();
    let mut i = 0;
    while i < list.len() {
        data.extend_from_slice(&a.kind().pack(vm, list.snapshot(vm).items()[i])?[..size]);
        i += 1;
    }
    a.append_bytes(vm, &data)?;
    Ok(Value::NONE)
}
fn tobytes(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(vm.new_bytes(&this(args[0]).to_vec(vm)).value())
}
pub fn frombytes(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let data = vm.with_buffer(args[1], <[u8]>::to_vec)?;
    if !data.len().is_multiple_of(a.kind().size) {
        throw!(vm, VALUE_ERROR, "bytes length not a multiple of item size");
    }
    a.append_bytes(vm, &data)?;
    Ok(Value::NONE)
}
fn tofile(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    for block in this(args[0]).to_vec(vm).chunks(64 * 1024) {
        vm.call_method(args[1], vm.intern("write"), &[vm.new_bytes(block).value()])?;
    }
    Ok(Value::NONE)
}
fn fromfile(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, n) = (this(args[0]), vm.index_i64(args[2])?);
    if n < 0 {
        throw!(vm, VALUE_ERROR, "n cannot be negative");
    }
    let Some(wanted) = n.checked_mul(a.kind().size as i64) else { throw!(vm, MEMORY_ERROR, "") };
    let data = vm.call_method(args[1], vm.intern("read"), &[vm.new_int(wanted)])?;
    let Some(bytes) = data.to_bytes() else { throw!(vm, TYPE_ERROR, "read() didn't return bytes") };
    frombytes(vm, &[args[0], data])?;
    if bytes.len() as i64 != wanted {
        throw!(vm, EOF_ERROR, "read() didn't return enough bytes");
    }
    Ok(Value::NONE)
}
pub fn fromunicode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let Some(s) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "fromunicode() argument must be str, not {}", vm.type_name(args[1]));
    };
    if !a.kind().is_text() {
        throw!(vm, VALUE_ERROR, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
    }
    let data: Vec<u8> = s.units().iter().flat_map(u32::to_ne_bytes).collect();
    a.append_bytes(vm, &data)?;
    Ok(Value::NONE)
}
pub fn tounicode(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    if !a.kind().is_text() {
        throw!(vm, VALUE_ERROR, "tounicode() may only be called on unicode type arrays ('u' or 'w')");
    }
    let data = a.to_vec(vm);
    if a.kind().code == "w" {
        let name = if cfg!(target_endian = "big") { "utf-32-be" } else { "utf-32-le" };
        return vm.call_method(vm.new_bytes(&data).value(), vm.intern("decode"), &[vm.new_str(name).value()]);
    }
    let units: Vec<u32> = data.chunks_exact(4).map(|b| u32::from_ne_bytes(b.try_into().expect("four bytes"))).collect();
    if let Some(c) = units.iter().find(|c| **c > 0x10ffff) {
        throw!(vm, VALUE_ERROR, "character U+{c:x} is not in range [U+0000; U+10ffff]");
    }
    Ok(vm.new_str_from_units(units.into_iter())?.value())
}

fn copy(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    Ok(make(vm, a.kind(), &a.to_vec(vm)).value())
}
fn size_of(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let own = vm.new_int(std::mem::size_of::<Array>() as i64 + 8);
    vm.binary(BinaryOp::Add, own, Value::int(this(args[0]).bytes().len() as i64))
}
fn dunder_buffer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.index_i64(args[1])?;
    pyish_vm::builtins::memoryview::new_view(vm, args[0])
}
fn release_buffer(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.call_method(args[1], vm.intern("release"), &[])
}
fn class_getitem(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    vm.new_generic_alias(args[0], args[1])
}

pub static METHODS: &[MethodDef] = &[
    method("append", "(v, /)", append, "Add an item at the end."),
    method("buffer_info", "()", buffer_info, "The address of the memory, and the number of items."),
    method("byteswap", "()", byteswap, "Turn the bytes of all items around."),
    method("clear", "()", clear, "Drop all items."),
    method("count", "(v, /)", count, "How many items equal a value."),
    method("extend", "(bb, /)", extend, "Add items at the end."),
    method("frombytes", "(buffer, /)", frombytes, "Add items in their machine form."),
    method("fromfile", "(f, n, /)", fromfile, "Add n items read from a file."),
    method("fromlist", "(list, /)", fromlist, "Add the items of a list, all of them or none."),
    method("fromunicode", "(ustr, /)", fromunicode, "Add the characters of a text."),
    method("index", "(v, start=<unset>, stop=<unset>, /)", index, "The place of the first item that equals a value."),
    method("insert", "(i, v, /)", insert, "Put an item before a place."),
    method("pop", "(i=-1, /)", pop, "Take an item out."),
    method("remove", "(v, /)", remove, "Drop the first item that equals a value."),
    method("reverse", "()", reverse, "Reverse the order of the items."),
    method("tobytes", "()", tobytes, "The items in their machine form."),
    method("tofile", "(f, /)", tofile, "Write the items to a file."),
    method("tolist", "()", tolist, "The items as a list."),
    method("tounicode", "()", tounicode, "The characters as a text."),
    method("__buffer__", "(flags, /)", dunder_buffer, "A memoryview of the memory."),
    method("__release_buffer__", "(buffer, /)", release_buffer, "End the use of a memoryview."),
    method("__copy__", "()", copy, "A copy."),
    method("__deepcopy__", "(unused, /)", copy, "A copy."),
    method("__reduce_ex__", "(value, /)", pickling::reduce, "How to make the array anew."),
    method("__sizeof__", "()", size_of, "Bytes that it takes."),
    classmethod("__class_getitem__", "(object, /)", class_getitem, "See PEP 585."),
];
