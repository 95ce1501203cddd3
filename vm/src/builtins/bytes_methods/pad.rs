//! Padding: ljust, rjust, center, zfill, expandtabs.

use super::{make, on, unchanged};
use crate::builtins::str::center_fills;
use crate::exceptions::exc;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

fn filled(vm: &Vm, v: Value, fill: u8, left: usize, right: usize) -> PyResult<Value> {
    if left == 0 && right == 0 {
        return Ok(unchanged(vm, v));
    }
    let data = on(vm, v, <[u8]>::to_vec);
    let total = data.len().saturating_add(left).saturating_add(right);
    let mut out = Vec::new();
    if out.try_reserve_exact(total).is_err() {
        throw!(vm, MEMORY_ERROR, "");
    }
    out.resize(left, fill);
    out.extend_from_slice(&data);
    out.resize(total, fill);
    Ok(make(vm, v, &out))
}

/// Width and fill byte of a justifying method.
fn arguments(vm: &Vm, args: &[Value], name: &str) -> PyResult<(usize, u8)> {
    let width = vm.index_i64(args[1])?.max(0) as usize;
    let (kind, data) = match (args[2].to_bytes(), args[2].to_bytearray()) {
        (Some(b), _) => ("bytes object", b.as_slice().to_vec()),
        (_, Some(b)) => ("bytearray object", b.with_slice(vm, <[u8]>::to_vec)),
        _ => throw!(
            vm,
            TYPE_ERROR,
            "{name}() argument 2 must be a byte string of length 1, not {}",
            vm.type_name(args[2])
        ),
    };
    match data[..] {
        [fill] => Ok((width, fill)),
        _ => throw!(
            vm,
            TYPE_ERROR,
            "{name}(): argument 2 must be a byte string of length 1, not a {kind} of length {}",
            data.len()
        ),
    }
}

pub(super) fn ljust(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (width, fill) = arguments(vm, args, "ljust")?;
    let len = on(vm, args[0], <[u8]>::len);
    filled(vm, args[0], fill, 0, width.saturating_sub(len))
}
pub(super) fn rjust(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (width, fill) = arguments(vm, args, "rjust")?;
    let len = on(vm, args[0], <[u8]>::len);
    filled(vm, args[0], fill, width.saturating_sub(len), 0)
}
pub(super) fn center(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (width, fill) = arguments(vm, args, "center")?;
    let (left, right) = center_fills(on(vm, args[0], <[u8]>::len), width);
    filled(vm, args[0], fill, left, right)
}
pub(super) fn zfill(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let width = vm.index_i64(args[1])?.max(0) as usize;
    let mut data = on(vm, args[0], <[u8]>::to_vec);
    let zeros = width.saturating_sub(data.len());
    if zeros == 0 {
        return Ok(unchanged(vm, args[0]));
    }
    if data.try_reserve_exact(zeros).is_err() {
        throw!(vm, MEMORY_ERROR, "");
    }
    let sign = matches!(data.first(), Some(b'+' | b'-')) as usize;
    data.splice(sign..sign, std::iter::repeat_n(b'0', zeros));
    Ok(make(vm, args[0], &data))
}
pub(super) fn expandtabs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let size = match vm.index_i64(args[1]) {
        Ok(n) if i32::try_from(n).is_ok() => n.max(0) as usize,
        Err(e) if !e.matches(vm, exc::OVERFLOW_ERROR) => return Err(e),
        _ => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C int"),
    };
    let data = on(vm, args[0], <[u8]>::to_vec);
    let mut out = Vec::with_capacity(data.len());
    let mut column = 0;
    for b in data {
        match b {
            b'\t' if size > 0 => {
                let n = size - column % size;
                out.extend(std::iter::repeat_n(b' ', n));
                column += n;
            }
            b'\t' => {}
            _ => {
                out.push(b);
                column = if matches!(b, b'\n' | b'\r') { 0 } else { column + 1 };
            }
        }
    }
    Ok(make(vm, args[0], &out))
}
