//! Padding: ljust, rjust, center, zfill, expandtabs.

use super::{Str, StrBuilder, this};
use crate::exceptions::exc;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// Fills on the left and right for a text of `len` in `width`, as `center` has it.
pub fn center_fills(len: usize, width: usize) -> (usize, usize) {
    let pad = width.saturating_sub(len);
    let left = pad / 2 + (pad & width & 1);
    (left, pad - left)
}

fn padded(vm: &Vm, s: Ref<Str>, fill: u32, left: usize, right: usize) -> PyResult<Value> {
    if left == 0 && right == 0 {
        return Ok(vm.exact_str(s).value());
    }
    let mut out = StrBuilder::new();
    out.fill(vm, fill, left)?;
    out.push_str(s);
    out.fill(vm, fill, right)?;
    Ok(out.finish(vm).value())
}

/// Width and fill character of a justifying method.
fn arguments(vm: &Vm, args: &[Value]) -> PyResult<(usize, u32)> {
    let width = vm.index_i64(args[1])?.max(0) as usize;
    match args[2].to_str() {
        Some(fill) if fill.len() == 1 => Ok((width, fill.units().get(0))),
        Some(_) => throw!(vm, TYPE_ERROR, "The fill character must be exactly one character long"),
        None => throw!(vm, TYPE_ERROR, "The fill character must be a unicode character, not {}", vm.type_name(args[2])),
    }
}

pub(super) fn ljust(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, (width, fill)) = (this(args[0]), arguments(vm, args)?);
    padded(vm, s, fill, 0, width.saturating_sub(s.len()))
}
pub(super) fn rjust(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, (width, fill)) = (this(args[0]), arguments(vm, args)?);
    padded(vm, s, fill, width.saturating_sub(s.len()), 0)
}
pub(super) fn center(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, (width, fill)) = (this(args[0]), arguments(vm, args)?);
    let (left, right) = center_fills(s.len(), width);
    padded(vm, s, fill, left, right)
}
pub(super) fn zfill(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, width) = (this(args[0]), vm.index_i64(args[1])?.max(0) as usize);
    let zeros = width.saturating_sub(s.len());
    if zeros == 0 {
        return Ok(vm.exact_str(s).value());
    }
    let units = s.units();
    let sign = (!units.is_empty() && matches!(units.get(0), 0x2b | 0x2d)) as usize;
    let mut out = StrBuilder::new();
    out.push_units(units.slice(0, sign));
    out.fill(vm, '0' as u32, zeros)?;
    out.push_units(units.slice(sign, units.len()));
    Ok(out.finish(vm).value())
}
pub(super) fn expandtabs(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let size = match vm.index_i64(args[1]) {
        Ok(n) if i32::try_from(n).is_ok() => n.max(0) as usize,
        Err(e) if !e.matches(vm, exc::OVERFLOW_ERROR) => return Err(e),
        _ => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C int"),
    };
    let mut out = StrBuilder::with_capacity(this(args[0]).len());
    let mut column = 0;
    for c in this(args[0]).units().iter() {
        match char::from_u32(c) {
            Some('\t') if size > 0 => {
                let n = size - column % size;
                out.fill(vm, ' ' as u32, n)?;
                column += n;
            }
            Some('\t') => {}
            _ => {
                out.push(c);
                column = if matches!(c, 0x0a | 0x0d) { 0 } else { column + 1 };
            }
        }
    }
    Ok(out.finish(vm).value())
}
