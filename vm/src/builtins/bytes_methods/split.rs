//! split, splitlines, partition, strip, join.

use std::ops::Range;

use memchr::memmem;

use super::case::is_space;
use super::{argument, make, on, unchanged};
use crate::exceptions::exc;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

fn limit(vm: &Vm, v: Value) -> PyResult<usize> {
    Ok(match vm.index_i64(v)? {
        n if n < 0 => usize::MAX,
        n => n as usize,
    })
}

/// The pieces of a receiver as a list of objects of its kind.
fn list_of(vm: &Vm, v: Value, data: &[u8], pieces: &[Range<usize>]) -> Value {
    let out = vm.new_list(&[]);
    for piece in pieces {
        out.push(vm, make(vm, v, &data[piece.clone()]));
    }
    out.value()
}

fn separator(vm: &Vm, v: Value) -> PyResult<Option<std::borrow::Cow<'static, [u8]>>> {
    if v.is_none() {
        return Ok(None);
    }
    let sep = argument(vm, v)?;
    if sep.is_empty() {
        throw!(vm, VALUE_ERROR, "empty separator");
    }
    Ok(Some(sep))
}

pub(super) fn split(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (sep, max) = (separator(vm, args[1])?, limit(vm, args[2])?);
    let data = on(vm, args[0], <[u8]>::to_vec);
    let mut pieces = Vec::new();
    match sep {
        Some(sep) => {
            let mut start = 0;
            for hit in memmem::find_iter(&data, &*sep).take(max) {
                pieces.push(start..hit);
                start = hit + sep.len();
            }
            pieces.push(start..data.len());
        }
        None => {
            let mut i = 0;
            loop {
                i += data[i..].iter().take_while(|&&b| is_space(b)).count();
                if i == data.len() {
                    break;
                }
                if pieces.len() == max {
                    pieces.push(i..data.len());
                    break;
                }
                let start = i;
                i += data[i..].iter().take_while(|&&b| !is_space(b)).count();
                pieces.push(start..i);
            }
        }
    }
    Ok(list_of(vm, args[0], &data, &pieces))
}

pub(super) fn rsplit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (sep, max) = (separator(vm, args[1])?, limit(vm, args[2])?);
    let data = on(vm, args[0], <[u8]>::to_vec);
    let mut pieces = Vec::new();
    match sep {
        Some(sep) => {
            let mut end = data.len();
            while pieces.len() < max
                && let Some(hit) = memmem::rfind(&data[..end], &sep)
            {
                pieces.push(hit + sep.len()..end);
                end = hit;
            }
            pieces.push(0..end);
        }
        None => {
            let mut i = data.len();
            loop {
                i -= data[..i].iter().rev().take_while(|&&b| is_space(b)).count();
                if i == 0 {
                    break;
                }
                if pieces.len() == max {
                    pieces.push(0..i);
                    break;
                }
                let end = i;
                i -= data[..i].iter().rev().take_while(|&&b| !is_space(b)).count();
                pieces.push(i..end);
            }
        }
    }
    pieces.reverse();
    Ok(list_of(vm, args[0], &data, &pieces))
}

pub(super) fn splitlines(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let keep = vm.truthy(args[1])?;
    let data = on(vm, args[0], <[u8]>::to_vec);
    let mut pieces = Vec::new();
    let mut start = 0;
    while let Some(i) = memchr::memchr2(b'\n', b'\r', &data[start..]) {
        let end = start + i;
        let next = if data[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 };
        pieces.push(start..if keep { next } else { end });
        start = next;
    }
    if start < data.len() {
        pieces.push(start..data.len());
    }
    Ok(list_of(vm, args[0], &data, &pieces))
}

fn parts(vm: &Vm, args: &[Value], last: bool) -> PyResult<Value> {
    let sep = argument(vm, args[1])?;
    if sep.is_empty() {
        throw!(vm, VALUE_ERROR, "empty separator");
    }
    let v = args[0];
    let data = on(vm, v, <[u8]>::to_vec);
    let hit = if last { memmem::rfind(&data, &sep) } else { memmem::find(&data, &sep) };
    let items = match hit {
        Some(i) => [make(vm, v, &data[..i]), make(vm, v, &sep), make(vm, v, &data[i + sep.len()..])],
        None if last => [make(vm, v, b""), make(vm, v, b""), unchanged(vm, v)],
        None => [unchanged(vm, v), make(vm, v, b""), make(vm, v, b"")],
    };
    Ok(vm.new_tuple(&items).value())
}
pub(super) fn partition(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    parts(vm, args, false)
}
pub(super) fn rpartition(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    parts(vm, args, true)
}

fn strip_with(vm: &Vm, args: &[Value], left: bool, right: bool) -> PyResult<Value> {
    let chars = if args[1].is_none() { None } else { Some(argument(vm, args[1])?) };
    let drop = |b: &u8| match &chars {
        None => is_space(*b),
        Some(chars) => chars.contains(b),
    };
    let kept = on(vm, args[0], |s| {
        let start = if left { s.iter().take_while(|b| drop(b)).count() } else { 0 };
        let rest = &s[start..];
        let cut = if right { rest.iter().rev().take_while(|b| drop(b)).count() } else { 0 };
        let kept = &rest[..rest.len() - cut];
        if kept.len() == s.len() { None } else { Some(kept.to_vec()) }
    });
    match kept {
        Some(kept) => Ok(make(vm, args[0], &kept)),
        None => Ok(unchanged(vm, args[0])),
    }
}
pub(super) fn strip(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    strip_with(vm, args, true, true)
}
pub(super) fn lstrip(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    strip_with(vm, args, true, false)
}
pub(super) fn rstrip(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    strip_with(vm, args, false, true)
}

pub(super) fn join(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let items = match vm.collect_tuple(args[1]) {
        Ok(items) => items,
        Err(e) if e.matches(vm, exc::TYPE_ERROR) && !vm.is_iterable(args[1]) => {
            throw!(vm, TYPE_ERROR, "can only join an iterable")
        }
        Err(e) => return Err(e),
    };
    if let [only] = items.items()
        && only.has_shape(crate::builtins::shape::BYTES)
        && args[0].to_bytes().is_some()
    {
        return Ok(*only);
    }
    let sep = on(vm, args[0], <[u8]>::to_vec);
    let mut out = Vec::new();
    for (i, &item) in items.items().iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(&sep);
        }
        match vm.with_buffer(item, |b| out.extend_from_slice(b)) {
            Err(e) if e.matches(vm, exc::TYPE_ERROR) || e.matches(vm, exc::BUFFER_ERROR) => {
                throw!(vm, TYPE_ERROR, "sequence item {i}: expected a bytes-like object, {} found", vm.type_name(item))
            }
            other => other?,
        }
    }
    Ok(make(vm, args[0], &out))
}
