//! Case and classification, as ASCII.

use super::{make, on};
use crate::value::Value;
use crate::{PyResult, Vm};

fn map(vm: &Vm, v: Value, f: impl Fn(u8) -> u8) -> PyResult<Value> {
    let data: Vec<u8> = on(vm, v, |s| s.iter().map(|&b| f(b)).collect());
    Ok(make(vm, v, &data))
}

pub(super) fn lower(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    map(vm, args[0], |b| b.to_ascii_lowercase())
}
pub(super) fn upper(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    map(vm, args[0], |b| b.to_ascii_uppercase())
}
pub(super) fn swapcase(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    map(vm, args[0], |b| if b.is_ascii_lowercase() { b.to_ascii_uppercase() } else { b.to_ascii_lowercase() })
}
pub(super) fn capitalize(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut data = on(vm, args[0], |s| s.to_ascii_lowercase());
    if let Some(first) = data.first_mut() {
        first.make_ascii_uppercase();
    }
    Ok(make(vm, args[0], &data))
}
pub(super) fn title(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut data = on(vm, args[0], <[u8]>::to_vec);
    let mut inside = false;
    for b in &mut data {
        if inside {
            b.make_ascii_lowercase()
        } else {
            b.make_ascii_uppercase()
        }
        inside = b.is_ascii_alphabetic();
    }
    Ok(make(vm, args[0], &data))
}

/// `bytes.isspace`, and what `strip` and `split` drop.
pub fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t'..=b'\r')
}

fn all(vm: &Vm, v: Value, f: impl Fn(&u8) -> bool) -> PyResult<Value> {
    Ok(Value::bool(on(vm, v, |s| !s.is_empty() && s.iter().all(f))))
}
pub(super) fn isalnum(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    all(vm, args[0], u8::is_ascii_alphanumeric)
}
pub(super) fn isalpha(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    all(vm, args[0], u8::is_ascii_alphabetic)
}
pub(super) fn isdigit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    all(vm, args[0], u8::is_ascii_digit)
}
pub(super) fn isspace(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    all(vm, args[0], |&b| is_space(b))
}
pub(super) fn isascii(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(on(vm, args[0], <[u8]>::is_ascii)))
}
pub(super) fn islower(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(on(vm, args[0], |s| s.iter().any(u8::is_ascii_lowercase) && !s.iter().any(u8::is_ascii_uppercase))))
}
pub(super) fn isupper(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(on(vm, args[0], |s| s.iter().any(u8::is_ascii_uppercase) && !s.iter().any(u8::is_ascii_lowercase))))
}
pub(super) fn istitle(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(on(vm, args[0], |s| {
        let (mut found, mut inside) = (false, false);
        for b in s {
            if b.is_ascii_uppercase() && inside || b.is_ascii_lowercase() && !inside {
                return false;
            }
            inside = b.is_ascii_alphabetic();
            found |= inside;
        }
        found
    })))
}
