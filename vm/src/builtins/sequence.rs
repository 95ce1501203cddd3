//! What list and tuple share: comparison, repr, search.

use crate::object::CompareOp;
use crate::value::Value;
use crate::{PyResult, Vm};

/// Lexicographic comparison of two snapshots.
pub(crate) fn compare(vm: &Vm, a: &[Value], b: &[Value], op: CompareOp) -> PyResult<Value> {
    if a.len() != b.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    for (x, y) in a.iter().zip(b) {
        if !vm.eq(*x, *y)? {
            return match op {
                CompareOp::Eq => Ok(Value::FALSE),
                CompareOp::Ne => Ok(Value::TRUE),
                _ => vm.compare(*x, *y, op),
            };
        }
    }
    Ok(Value::bool(op.holds(a.len().cmp(&b.len()))))
}

/// The items between brackets.
pub(crate) fn join_reprs(vm: &Vm, items: &[Value]) -> PyResult<String> {
    let mut text = String::new();
    for (i, v) in items.iter().enumerate() {
        if i > 0 {
            text.push_str(", ");
        }
        text.push_str(&vm.repr(*v)?.to_string_lossy());
    }
    Ok(text)
}

/// An index into `len` items, `None` when outside.
pub(crate) fn index(i: i64, len: usize) -> Option<usize> {
    let i = if i < 0 { i + len as i64 } else { i };
    if i < 0 || i as usize >= len { None } else { Some(i as usize) }
}

/// Bounds of `index(x, start, stop)`.
pub(crate) fn bounds(vm: &Vm, start: Value, stop: Value, len: usize) -> PyResult<(usize, usize)> {
    let place = |v: Value, default: i64| -> PyResult<usize> {
        let i = if v.is_unbound() { default } else { vm.index_clamped(v)? };
        Ok(if i < 0 { i.saturating_add(len as i64).max(0) } else { i } as usize)
    };
    Ok((place(start, 0)?, place(stop, i64::MAX)?))
}

/// The position of an equal item.
pub(crate) fn find(
    vm: &Vm,
    mut get: impl FnMut(usize) -> Option<Value>,
    x: Value,
    from: usize,
    to: usize,
) -> PyResult<Option<usize>> {
    let mut i = from;
    while i < to
        && let Some(y) = get(i)
    {
        if vm.eq(y, x)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

/// The number of items a repetition has.
pub(crate) fn repeated(vm: &Vm, len: usize, n: Value) -> PyResult<(usize, usize)> {
    let n = vm.int_to_i64(n).unwrap_or(0).max(0) as usize;
    match len.checked_mul(n) {
        Some(total) if total < 1 << 44 => Ok((n, total)),
        _ => Err(vm.error(crate::exceptions::exc::MEMORY_ERROR, "")),
    }
}
