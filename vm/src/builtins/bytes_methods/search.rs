//! find, index, count, contains, startswith, endswith, replace, removeprefix.

use std::borrow::Cow;

use memchr::memmem;

use super::{argument, byte, make, on, unchanged};
use crate::builtins::str::range;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// What to look for: a byte given as an integer, or bytes.
fn needle(vm: &Vm, v: Value) -> PyResult<Cow<'static, [u8]>> {
    if let Some(b) = v.to_bytes() {
        return Ok(Cow::Borrowed(b.as_slice()));
    }
    if vm.is_index(v) {
        return Ok(Cow::Owned(vec![byte(vm, v)?]));
    }
    if !vm.has_buffer(v) {
        throw!(vm, TYPE_ERROR, "argument should be integer or bytes-like object, not '{}'", vm.type_name(v));
    }
    argument(vm, v)
}

/// `v in data`
pub fn contains(vm: &Vm, data: Value, v: Value) -> PyResult<bool> {
    if v.to_bytes().is_none() && vm.is_index(v) {
        let b = byte(vm, v)?;
        return Ok(on(vm, data, |s| memchr::memchr(b, s).is_some()));
    }
    let part = argument(vm, v)?;
    Ok(on(vm, data, |s| memmem::find(s, &part).is_some()))
}

fn search(vm: &Vm, args: &[Value], f: impl FnOnce(&[u8], &[u8]) -> Option<usize>) -> PyResult<Option<usize>> {
    let part = needle(vm, args[1])?;
    let len = on(vm, args[0], <[u8]>::len);
    let Some((start, end)) = range(vm, len, args[2], args[3])? else { return Ok(None) };
    Ok(on(vm, args[0], |s| f(s.get(start..end.min(s.len()))?, &part).map(|i| i + start)))
}
fn first(s: &[u8], part: &[u8]) -> Option<usize> {
    if let [b] = part { memchr::memchr(*b, s) } else { memmem::find(s, part) }
}
fn last(s: &[u8], part: &[u8]) -> Option<usize> {
    if let [b] = part { memchr::memrchr(*b, s) } else { memmem::rfind(s, part) }
}
fn found(i: Option<usize>) -> PyResult<Value> {
    Ok(Value::int(i.map_or(-1, |i| i as i64)))
}
fn demand(vm: &Vm, i: Option<usize>) -> PyResult<Value> {
    match i {
        Some(i) => Ok(Value::int(i as i64)),
        None => throw!(vm, VALUE_ERROR, "subsection not found"),
    }
}

pub(super) fn find(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    found(search(vm, args, first)?)
}
pub(super) fn rfind(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    found(search(vm, args, last)?)
}
pub(super) fn index(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    demand(vm, search(vm, args, first)?)
}
pub(super) fn rindex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    demand(vm, search(vm, args, last)?)
}
pub(super) fn count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut n = 0;
    search(vm, args, |s, part| {
        n = match part {
            [] => s.len() + 1,
            [b] => memchr::memchr_iter(*b, s).count(),
            _ => memmem::find_iter(s, part).count(),
        };
        None
    })?;
    Ok(Value::int(n as i64))
}

fn affix(vm: &Vm, args: &[Value], name: &str, test: fn(&[u8], &[u8]) -> bool) -> PyResult<Value> {
    let holds = |part: &[u8]| -> PyResult<bool> {
        let len = on(vm, args[0], <[u8]>::len);
        let Some((start, end)) = range(vm, len, args[2], args[3])? else { return Ok(false) };
        Ok(on(vm, args[0], |s| s.get(start..end.min(s.len())).is_some_and(|s| test(s, part))))
    };
    if let Some(parts) = args[1].to_tuple() {
        for &part in parts.items() {
            if holds(&argument(vm, part)?)? {
                return Ok(Value::TRUE);
            }
        }
        return Ok(Value::FALSE);
    }
    if !vm.has_buffer(args[1]) {
        throw!(vm, TYPE_ERROR, "{name} first arg must be bytes or a tuple of bytes, not {}", vm.type_name(args[1]));
    }
    Ok(Value::bool(holds(&argument(vm, args[1])?)?))
}
pub(super) fn startswith(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    affix(vm, args, "startswith", |s, part| s.starts_with(part))
}
pub(super) fn endswith(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    affix(vm, args, "endswith", |s, part| s.ends_with(part))
}
pub(super) fn removeprefix(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let part = argument(vm, args[1])?;
    match on(vm, args[0], |s| s.strip_prefix(&*part).map(<[u8]>::to_vec)) {
        Some(rest) => Ok(make(vm, args[0], &rest)),
        None => Ok(unchanged(vm, args[0])),
    }
}
pub(super) fn removesuffix(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let part = argument(vm, args[1])?;
    match on(vm, args[0], |s| s.strip_suffix(&*part).map(<[u8]>::to_vec)) {
        Some(rest) => Ok(make(vm, args[0], &rest)),
        None => Ok(unchanged(vm, args[0])),
    }
}

pub(super) fn replace(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (old, new) = (argument(vm, args[1])?, argument(vm, args[2])?);
    let limit = match vm.index_i64(args[3])? {
        n if n < 0 => usize::MAX,
        n => n as usize,
    };
    match on(vm, args[0], |s| replaced(s, &old, &new, limit)) {
        Some(data) => Ok(make(vm, args[0], &data)),
        None => Ok(unchanged(vm, args[0])),
    }
}

/// The data with replacements, or `None` when there is nothing to replace.
fn replaced(s: &[u8], old: &[u8], new: &[u8], limit: usize) -> Option<Vec<u8>> {
    if limit == 0 {
        return None;
    }
    let mut out = Vec::with_capacity(s.len());
    if old.is_empty() {
        for (i, &b) in s.iter().enumerate() {
            if i < limit {
                out.extend_from_slice(new);
            }
            out.push(b);
        }
        if s.len() < limit {
            out.extend_from_slice(new);
        }
        return Some(out);
    }
    let mut at = 0;
    for hit in memmem::find_iter(s, old).take(limit) {
        out.extend_from_slice(&s[at..hit]);
        out.extend_from_slice(new);
        at = hit + old.len();
    }
    if at == 0 {
        return None;
    }
    out.extend_from_slice(&s[at..]);
    Some(out)
}
