//! The methods that change a bytearray.

use super::this;
use crate::builtins::bytes::bytes_of_object;
use crate::builtins::bytes_methods::{argument, byte};
use crate::builtins::shape;
use crate::exceptions::exc;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

pub(super) fn append(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, b) = (this(args[0]), byte(vm, args[1])?);
    let _guard = a.lock_to_resize(vm)?;
    let n = a.len();
    a.splice(vm, n, n, &[b])?;
    Ok(Value::NONE)
}

pub(super) fn extend(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let v = args[1];
    let data = if vm.has_buffer(v) {
        argument(vm, v)?
    } else if v.to_str().is_some() {
        throw!(vm, TYPE_ERROR, "expected iterable of integers; got: '{}'", vm.type_name(v))
    } else if !vm.is_iterable(v) {
        throw!(vm, TYPE_ERROR, "can't extend bytearray with {}", vm.type_name(v))
    } else {
        bytes_of_object(vm, v, "bytearray", "byte must be in range(0, 256)")?.into()
    };
    push_all(vm, args[0], &data)?;
    Ok(Value::NONE)
}

/// Appends bytes; BufferError while memoryviews exist.
pub fn push_all(vm: &Vm, v: Value, data: &[u8]) -> PyResult<()> {
    if data.is_empty() {
        return Ok(());
    }
    let a = this(v);
    let _guard = a.lock_to_resize(vm)?;
    let n = a.len();
    a.splice(vm, n, n, data)
}

/// `a += b`
pub(super) fn iconcat(vm: &Vm, v: Value, other: Value) -> PyResult<Value> {
    if !vm.has_buffer(other) {
        throw!(vm, TYPE_ERROR, "can't concat {} to bytearray", vm.type_name(other));
    }
    push_all(vm, v, &argument(vm, other)?)?;
    Ok(v)
}

/// `a *= n`
pub(super) fn irepeat(vm: &Vm, v: Value, n: Value) -> PyResult<Value> {
    if !vm.is_index(n) {
        throw!(vm, TYPE_ERROR, "can't multiply sequence by non-int of type '{}'", vm.type_name(n));
    }
    let (a, n) = (this(v), vm.index_size(n)?.max(0) as usize);
    if n == 1 || a.is_empty() {
        return Ok(v);
    }
    let _guard = a.lock_to_resize(vm)?;
    let len = a.len();
    let Some(total) = len.checked_mul(n) else { throw!(vm, MEMORY_ERROR, "") };
    a.set_len(vm, total)?;
    let data = a.slice();
    for i in 1..n {
        data.copy_within(..len, i * len);
    }
    Ok(v)
}

pub(super) fn insert(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, i, b) = (this(args[0]), vm.index_i64(args[1])?, byte(vm, args[2])?);
    let _guard = a.lock_to_resize(vm)?;
    let n = a.len() as i64;
    let at = (if i < 0 { i + n } else { i }).clamp(0, n) as usize;
    a.splice(vm, at, at, &[b])?;
    Ok(Value::NONE)
}

pub(super) fn pop(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, i) = (this(args[0]), vm.index_i64(args[1])?);
    if a.is_empty() {
        throw!(vm, INDEX_ERROR, "pop from empty bytearray");
    }
    let _guard = a.lock_to_resize(vm)?;
    let n = a.len() as i64;
    let at = if i < 0 { i + n } else { i };
    if at < 0 || at >= n {
        throw!(vm, INDEX_ERROR, "pop index out of range");
    }
    let b = a.slice()[at as usize];
    a.splice(vm, at as usize, at as usize + 1, b"")?;
    Ok(Value::int(b as i64))
}

pub(super) fn remove(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (a, b) = (this(args[0]), byte(vm, args[1])?);
    if a.with_slice(vm, |s| memchr::memchr(b, s)).is_none() {
        throw!(vm, VALUE_ERROR, "value not found in bytearray");
    }
    let _guard = a.lock_to_resize(vm)?;
    match memchr::memchr(b, a.slice()) {
        Some(i) => a.splice(vm, i, i + 1, b"")?,
        None => throw!(vm, VALUE_ERROR, "value not found in bytearray"),
    }
    Ok(Value::NONE)
}

pub(super) fn reverse(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let _guard = vm.lock(a);
    a.slice().reverse();
    Ok(Value::NONE)
}

pub(super) fn clear(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let _guard = a.lock_to_resize(vm)?;
    a.set_len(vm, 0)?;
    Ok(Value::NONE)
}

pub(super) fn resize(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let n = match vm.index_i64(args[1]) {
        Err(e) if e.matches(vm, exc::OVERFLOW_ERROR) => {
            throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C ssize_t")
        }
        n => n?,
    };
    if n < 0 {
        throw!(vm, VALUE_ERROR, "Can only resize to positive sizes, got {n}");
    }
    if n as usize == a.len() {
        return Ok(Value::NONE);
    }
    let _guard = a.lock_to_resize(vm)?;
    a.set_len(vm, n as usize)?;
    Ok(Value::NONE)
}

pub(super) fn take_bytes(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let a = this(args[0]);
    let len = a.len() as i64;
    let n = match args[1] {
        v if v.is_none() => len,
        v if vm.is_index(v) => vm.index_i64(v)?,
        _ => throw!(vm, TYPE_ERROR, "n must be an integer or None"),
    };
    let n = if n < 0 { n + len } else { n };
    if n < 0 || n > len {
        throw!(vm, INDEX_ERROR, "can't take {n} bytes outside size {len}");
    }
    let _guard = a.lock_to_resize(vm)?;
    let n = (n as usize).min(a.len());
    let taken = vm.new_bytes(&a.slice()[..n]);
    if n == a.len() {
        a.set_len(vm, 0)?
    } else {
        a.splice(vm, 0, n, b"")?
    }
    Ok(taken.value())
}

/// `a[key] = value`, or `del a[key]` when the value is unbound.
pub(super) fn setitem(vm: &Vm, v: Value, key: Value, value: Value) -> PyResult<()> {
    let a = this(v);
    if key.has_shape(shape::SLICE) {
        return set_slice(vm, v, key, value);
    }
    let i = crate::builtins::bytes::index_of(vm, key, a.len(), "bytearray", "bytearray index out of range")?;
    if value.is_unbound() {
        let _guard = a.lock_to_resize(vm)?;
        let end = (i + 1).min(a.len());
        return a.splice(vm, i.min(end), end, b"");
    }
    let b = byte(vm, value)?;
    let _guard = vm.lock(a);
    match a.slice().get_mut(i) {
        Some(to) => *to = b,
        None => throw!(vm, INDEX_ERROR, "bytearray index out of range"),
    }
    Ok(())
}

fn set_slice(vm: &Vm, v: Value, key: Value, value: Value) -> PyResult<()> {
    let a = this(v);
    let data = if value.is_unbound() {
        Default::default()
    } else if vm.has_buffer(value) {
        argument(vm, value)?
    } else if value.to_str().is_some() || !vm.is_iterable(value) {
        throw!(vm, TYPE_ERROR, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
    } else {
        bytes_of_object(vm, value, "bytearray", "byte must be in range(0, 256)")?.into()
    };
    let (_guard, (start, stop, step, count)) = loop {
        let len = a.len();
        let indices @ (_, _, step, count) = vm.slice_indices(key, len)?;
        if step != 1 && !value.is_unbound() && data.len() != count {
            throw!(vm, VALUE_ERROR, "attempt to assign bytes of size {} to extended slice of size {count}", data.len());
        }
        let guard = if data.len() == count { vm.lock(a) } else { a.lock_to_resize(vm)? };
        if a.len() == len {
            break (guard, indices);
        }
        // The slice means other bytes by now.
    };
    if step != 1 && !value.is_unbound() {
        let s = a.slice();
        data.iter().enumerate().for_each(|(i, b)| s[(start + i as i64 * step) as usize] = *b);
        return Ok(());
    }
    if step == 1 {
        return a.splice(vm, start as usize, stop.max(start) as usize, &data);
    }
    let kept: Vec<u8> = a
        .slice()
        .iter()
        .enumerate()
        .filter(|(i, _)| {
            let from_start = *i as i64 - start;
            from_start % step != 0 || !(0..count as i64).contains(&(from_start / step))
        })
        .map(|(_, b)| *b)
        .collect();
    let len = a.len();
    a.splice(vm, 0, len, &kept)
}
