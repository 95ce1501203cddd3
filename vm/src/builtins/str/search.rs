//! Finding text in text: find, index, count, contains, startswith, endswith, replace, removeprefix.
//!
//! Both sides are compared as bytes of the haystack's width, so that one substring search serves all forms; a hit counts when it
//! is aligned to the width.

use std::borrow::Cow;

use memchr::memmem;

use super::{Form, Str, StrBuilder, Units, this};
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// A text to look for, prepared for haystacks of one width.
pub(super) struct Needle<'a> {
    bytes: Cow<'a, [u8]>,
    width: usize,
}

impl<'a> Needle<'a> {
    /// `None` when the text cannot occur in a string of this form.
    pub fn new(text: Units<'a>, form: Form) -> Option<Needle<'a>> {
        if text.form() > form {
            return None;
        }
        let width = form.width();
        let bytes = match (text, width) {
            (_, w) if text.form().width() == w => Cow::Borrowed(text.bytes()),
            (_, 2) => Cow::Owned(text.iter().flat_map(|c| (c as u16).to_ne_bytes()).collect()),
            _ => Cow::Owned(text.iter().flat_map(|c| c.to_ne_bytes()).collect()),
        };
        Some(Needle { bytes, width })
    }
    /// Length in code points.
    pub fn len(&self) -> usize {
        self.bytes.len() / self.width
    }
    /// What several searches share; a single byte needs nothing.
    pub fn finder(&self) -> Option<memmem::Finder<'_>> {
        (self.bytes.len() > 1).then(|| memmem::Finder::new(&*self.bytes))
    }
    /// The first occurrence in a haystack at or behind code point `from`; the needle is not empty. Without a finder this is a
    /// search of its own, for which short haystacks need no preparation.
    pub fn find(&self, finder: Option<&memmem::Finder>, hay: &[u8], from: usize) -> Option<usize> {
        let mut at = from * self.width;
        if self.bytes.len() == 1 {
            return memchr::memchr(self.bytes[0], &hay[at..]).map(|i| at + i);
        }
        loop {
            let rest = hay.get(at..)?;
            let hit = at + finder.map_or_else(|| memmem::find(rest, &self.bytes), |f| f.find(rest))?;
            if hit.is_multiple_of(self.width) {
                return Some(hit / self.width);
            }
            at = hit + 1;
        }
    }
    /// The last occurrence that ends at or before code point `end`.
    pub fn rfind(&self, hay: &[u8], end: usize) -> Option<usize> {
        let mut end = end * self.width;
        loop {
            let hit = memmem::rfind(&hay[..end], &self.bytes)?;
            if hit % self.width == 0 {
                return Some(hit / self.width);
            }
            end = hit + self.bytes.len() - 1;
        }
    }
}

/// The first occurrence of `needle` within `hay`, in code points.
pub(super) fn find_in(hay: Units, text: Units) -> Option<usize> {
    if text.len() > hay.len() {
        return None;
    }
    if text.is_empty() {
        return Some(0);
    }
    let needle = Needle::new(text, hay.form())?;
    needle.find(None, hay.bytes(), 0)
}

fn rfind_in(hay: Units, text: Units) -> Option<usize> {
    if text.len() > hay.len() {
        return None;
    }
    if text.is_empty() {
        return Some(hay.len());
    }
    Needle::new(text, hay.form())?.rfind(hay.bytes(), hay.len())
}

fn count_in(hay: Units, text: Units) -> usize {
    if text.is_empty() {
        return hay.len() + 1;
    }
    let Some(needle) = Needle::new(text, hay.form()) else { return 0 };
    if needle.bytes.len() == 1 {
        return memchr::memchr_iter(needle.bytes[0], hay.bytes()).count();
    }
    let finder = needle.finder();
    let (mut n, mut at) = (0, 0);
    while let Some(hit) = needle.find(finder.as_ref(), hay.bytes(), at) {
        n += 1;
        at = hit + needle.len();
    }
    n
}

/// `needle in hay`
pub fn contains(vm: &Vm, hay: Value, needle: Value) -> PyResult<bool> {
    match needle.to_str() {
        Some(needle) => Ok(find_in(this(hay).units(), needle.units()).is_some()),
        None => throw!(vm, TYPE_ERROR, "'in <string>' requires string as left operand, not {}", vm.type_name(needle)),
    }
}

/// An argument that must be a string; `what` begins the message.
pub(super) fn want_str(vm: &Vm, v: Value, what: &str) -> PyResult<Ref<Str>> {
    match v.to_str() {
        Some(s) => Ok(s),
        None if v.is_none() => throw!(vm, TYPE_ERROR, "{what} must be str, not None"),
        None => throw!(vm, TYPE_ERROR, "{what} must be str, not {}", vm.type_name(v)),
    }
}

/// The range that optional `start` and `end` arguments mean; `None` when it begins behind the end.
pub fn range(vm: &Vm, len: usize, start: Value, end: Value) -> PyResult<Option<(usize, usize)>> {
    let clamp = |v: Value, missing: usize| -> PyResult<usize> {
        if v.is_none() || v.is_unbound() {
            return Ok(missing);
        }
        if !vm.is_index(v) {
            throw!(vm, TYPE_ERROR, "slice indices must be integers or have an __index__ method");
        }
        let i = vm.index_clamped(v)?;
        Ok(if i < 0 { i.saturating_add(len as i64).max(0) as usize } else { i as usize })
    };
    let start = clamp(start, 0)?;
    let end = clamp(end, len)?.min(len);
    Ok(if start > end { None } else { Some((start, end)) })
}

type Search = fn(Units, Units) -> Option<usize>;

fn search(vm: &Vm, args: &[Value], name: &str, f: Search) -> PyResult<Option<usize>> {
    let (s, sub) = (this(args[0]), want_str(vm, args[1], name)?);
    if args[2].is_none() && args[3].is_none() {
        return Ok(f(s.units(), sub.units()));
    }
    let Some((start, end)) = range(vm, s.len(), args[2], args[3])? else { return Ok(None) };
    Ok(f(s.units().slice(start, end), sub.units()).map(|i| i + start))
}

fn found(i: Option<usize>) -> Value {
    Value::int(i.map_or(-1, |i| i as i64))
}
fn demand(vm: &Vm, i: Option<usize>) -> PyResult<Value> {
    match i {
        Some(i) => Ok(Value::int(i as i64)),
        None => throw!(vm, VALUE_ERROR, "substring not found"),
    }
}

pub(super) fn find(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(found(search(vm, args, "find() argument 1", find_in)?))
}
pub(super) fn rfind(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(found(search(vm, args, "rfind() argument 1", rfind_in)?))
}
pub(super) fn index(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    demand(vm, search(vm, args, "index() argument 1", find_in)?)
}
pub(super) fn rindex(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    demand(vm, search(vm, args, "rindex() argument 1", rfind_in)?)
}
pub(super) fn count(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let n = search(vm, args, "count() argument 1", |hay, text| Some(count_in(hay, text)))?;
    let start = match n {
        // `search` added the start of the range.
        Some(_) => range(vm, this(args[0]).len(), args[2], args[3])?.map_or(0, |(start, _)| start),
        None => 0,
    };
    Ok(Value::int((n.unwrap_or(0) - start) as i64))
}

/// Whether code points at the start (or end) of `s` equal `part`.
pub(super) fn has_prefix(s: Units, part: Units) -> bool {
    s.len() >= part.len() && same(s.slice(0, part.len()), part)
}
pub(super) fn has_suffix(s: Units, part: Units) -> bool {
    s.len() >= part.len() && same(s.slice(s.len() - part.len(), s.len()), part)
}
/// Equality of code points whatever the forms.
pub(super) fn same(a: Units, b: Units) -> bool {
    if a.form().width() == b.form().width() { a.bytes() == b.bytes() } else { a.iter().eq(b.iter()) }
}

fn affix(vm: &Vm, args: &[Value], name: &str, test: fn(Units, Units) -> bool) -> PyResult<Value> {
    let s = this(args[0]);
    let whole = args[2].is_none() && args[3].is_none();
    let bounds = if whole { Some((0, s.len())) } else { range(vm, s.len(), args[2], args[3])? };
    let holds = |part: Ref<Str>| match bounds {
        Some((start, end)) => test(s.units().slice(start, end), part.units()),
        None => false,
    };
    if let Some(part) = args[1].to_str() {
        return Ok(Value::bool(holds(part)));
    }
    let Some(parts) = args[1].to_tuple() else {
        throw!(vm, TYPE_ERROR, "{name} first arg must be str or a tuple of str, not {}", vm.type_name(args[1]));
    };
    for &part in parts.items() {
        match part.to_str() {
            Some(part) if holds(part) => return Ok(Value::TRUE),
            Some(_) => {}
            None => throw!(vm, TYPE_ERROR, "tuple for {name} must only contain str, not {}", vm.type_name(part)),
        }
    }
    Ok(Value::FALSE)
}
pub(super) fn startswith(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    affix(vm, args, "startswith", has_prefix)
}
pub(super) fn endswith(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    affix(vm, args, "endswith", has_suffix)
}
pub(super) fn removeprefix(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, part) = (this(args[0]), want_str(vm, args[1], "removeprefix() argument")?);
    let start = if has_prefix(s.units(), part.units()) { part.len() } else { 0 };
    Ok(vm.substr(s, start, s.len()).value())
}
pub(super) fn removesuffix(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, part) = (this(args[0]), want_str(vm, args[1], "removesuffix() argument")?);
    let cut = if has_suffix(s.units(), part.units()) { part.len() } else { 0 };
    Ok(vm.substr(s, 0, s.len() - cut).value())
}

pub(super) fn replace(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    let old = want_str(vm, args[1], "replace() argument 1")?;
    let new = want_str(vm, args[2], "replace() argument 2")?;
    let limit = match vm.index_i64(args[3])? {
        n if n < 0 => usize::MAX,
        n => n as usize,
    };
    if limit == 0 || old.len() > s.len() {
        return Ok(vm.exact_str(s).value());
    }
    if old.is_empty() {
        return Ok(interleave(vm, s, new, limit).value());
    }
    let Some(needle) = Needle::new(old.units(), s.form()) else { return Ok(vm.exact_str(s).value()) };
    let finder = needle.finder();
    let (hay, units) = (s.bytes(), s.units());
    let Some(mut hit) = needle.find(finder.as_ref(), hay, 0) else { return Ok(vm.exact_str(s).value()) };
    if old.len() == 1 && new.len() == 1 && s.form().width() == 1 && new.form().width() == 1 && limit == usize::MAX {
        return Ok(replace_byte(vm, s, old.bytes()[0], new.bytes()[0]).value());
    }
    let mut out = StrBuilder::with_capacity(s.len());
    let (mut at, mut done) = (0, 0);
    loop {
        out.push_units(units.slice(at, hit));
        out.push_str(new);
        at = hit + needle.len();
        done += 1;
        if done == limit {
            break;
        }
        match needle.find(finder.as_ref(), hay, at) {
            Some(next) => hit = next,
            None => break,
        }
    }
    out.push_units(units.slice(at, s.len()));
    Ok(out.finish(vm).value())
}

fn replace_byte(vm: &Vm, s: Ref<Str>, old: u8, new: u8) -> Ref<Str> {
    let bytes: Vec<u8> = s.bytes().iter().map(|&b| if b == old { new } else { b }).collect();
    let ascii = s.is_ascii() && new < 0x80;
    vm.new_str_of(if ascii { Units::Ascii(&bytes) } else { Units::Latin1(&bytes) })
}

/// Replacement of the empty string: `new` before each code point and at the end.
fn interleave(vm: &Vm, s: Ref<Str>, new: Ref<Str>, limit: usize) -> Ref<Str> {
    let mut out = StrBuilder::with_capacity(s.len() * 2);
    for (i, c) in s.units().iter().enumerate() {
        if i < limit {
            out.push_str(new);
        }
        out.push(c);
    }
    if s.len() < limit {
        out.push_str(new);
    }
    out.finish(vm)
}
