//! Hexadecimal text: `hex` and `fromhex`.

use super::on;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

pub(super) fn hex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let sep = separator(vm, args[1])?;
    let group = vm.index_i64(args[2])?;
    let data = on(vm, args[0], <[u8]>::to_vec);
    hex_of(vm, &data, sep, group)
}

/// The separator argument of `hex`.
pub fn separator(vm: &Vm, v: Value) -> PyResult<Option<u8>> {
    if v.is_unbound() {
        return Ok(None);
    }
    if vm.len(v)? != 1 {
        throw!(vm, VALUE_ERROR, "sep must be length 1.");
    }
    let c = match (v.to_str(), v.to_bytes()) {
        (Some(s), _) => s.units().get(0),
        (_, Some(b)) => b.as_slice()[0] as u32,
        _ => throw!(vm, TYPE_ERROR, "sep must be str or bytes."),
    };
    if c >= 0x80 {
        throw!(vm, VALUE_ERROR, "sep must be ASCII.");
    }
    Ok(Some(c as u8))
}

/// Bytes in hexadecimal; `group` bytes between separators, counted from the right when positive.
pub fn hex_of(vm: &Vm, data: &[u8], sep: Option<u8>, group: i64) -> PyResult<Value> {
    let size = group.unsigned_abs() as usize;
    if sep.is_none() {
        let mut out = vec![0; data.len() * 2];
        for (pair, b) in out.chunks_exact_mut(2).zip(data) {
            pair[0] = DIGITS[(b >> 4) as usize];
            pair[1] = DIGITS[(b & 15) as usize];
        }
        return Ok(vm.new_ascii(&out).value());
    }
    let mut out = Vec::with_capacity(data.len() * 3);
    for (i, b) in data.iter().enumerate() {
        if let Some(sep) = sep
            && i > 0
            && size > 0
            && (if group > 0 { data.len() - i } else { i }) % size == 0
        {
            out.push(sep);
        }
        out.push(DIGITS[(b >> 4) as usize]);
        out.push(DIGITS[(b & 15) as usize]);
    }
    Ok(vm.new_ascii(&out).value())
}

/// The bytes that a hexadecimal text (str or bytes-like) spells; blanks may stand between bytes.
pub fn fromhex_bytes(vm: &Vm, v: Value) -> PyResult<Vec<u8>> {
    let text: Vec<u32> = match v.to_str() {
        Some(s) => s.units().iter().collect(),
        None if vm.has_buffer(v) => vm.with_buffer(v, |b| b.iter().map(|&b| b as u32).collect())?,
        None => throw!(vm, TYPE_ERROR, "fromhex() argument must be str or bytes-like, not {}", vm.type_name(v)),
    };
    let digit = |i: usize| text.get(i).and_then(|&c| char::from_u32(c)).and_then(|c| c.to_digit(16));
    let bad = |i: usize| {
        vm.error(
            crate::exceptions::exc::VALUE_ERROR,
            format!("non-hexadecimal number found in fromhex() arg at position {i}"),
        )
    };
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut i = 0;
    while i < text.len() {
        if matches!(text[i], 0x20 | 0x09..=0x0d) {
            i += 1;
            continue;
        }
        let Some(high) = digit(i) else { return Err(bad(i)) };
        if i + 1 == text.len() {
            throw!(vm, VALUE_ERROR, "fromhex() arg must contain an even number of hexadecimal digits");
        }
        let Some(low) = digit(i + 1) else { return Err(bad(i + 1)) };
        out.push((high << 4 | low) as u8);
        i += 2;
    }
    Ok(out)
}
