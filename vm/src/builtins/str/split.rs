//! Taking text apart and putting it together: split, splitlines, partition, strip, join.

use super::search::Needle;
use super::{Form, Str, StrBuilder, Units, this};
use crate::builtins::list::List;
use crate::exceptions::exc;
use crate::object::Ref;
use crate::unicode::is_space;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

fn piece(vm: &Vm, out: Ref<List>, s: Ref<Str>, start: usize, end: usize) {
    out.push(vm, vm.substr(s, start, end).value());
}

/// The separator of `split`: `None` splits at blanks.
fn separator(vm: &Vm, v: Value) -> PyResult<Option<Ref<Str>>> {
    if v.is_none() {
        return Ok(None);
    }
    match v.to_str() {
        Some(s) if s.is_empty() => throw!(vm, VALUE_ERROR, "empty separator"),
        Some(s) => Ok(Some(s)),
        None => throw!(vm, TYPE_ERROR, "must be str or None, not {}", vm.type_name(v)),
    }
}

fn limit(vm: &Vm, v: Value) -> PyResult<usize> {
    Ok(match vm.index_i64(v)? {
        n if n < 0 => usize::MAX,
        n => n as usize,
    })
}

pub(super) fn split(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, sep, max) = (this(args[0]), separator(vm, args[1])?, limit(vm, args[2])?);
    let out = vm.new_list(&[]);
    match sep {
        None => split_blanks(vm, out, s, max),
        Some(sep) => split_at(vm, out, s, sep, max),
    }
    Ok(out.value())
}

fn split_at(vm: &Vm, out: Ref<List>, s: Ref<Str>, sep: Ref<Str>, max: usize) {
    let mut start = 0;
    if let Some(needle) = Needle::new(sep.units(), s.form()) {
        let finder = needle.finder();
        let hay = s.bytes();
        let mut done = 0;
        while done < max
            && let Some(hit) = needle.find(finder.as_ref(), hay, start)
        {
            piece(vm, out, s, start, hit);
            start = hit + needle.len();
            done += 1;
        }
    }
    piece(vm, out, s, start, s.len());
}

fn split_blanks(vm: &Vm, out: Ref<List>, s: Ref<Str>, max: usize) {
    let put = |start, end| piece(vm, out, s, start, end);
    match s.units() {
        Units::Ascii(s) | Units::Latin1(s) => words(s, max, put),
        Units::Ucs2(s) => words(s, max, put),
        Units::Ucs4(s) => words(s, max, put),
    }
}

/// Shows `put` the words between blanks; behind `max` of them the rest as one.
fn words<T: Copy + Into<u32>>(s: &[T], max: usize, mut put: impl FnMut(usize, usize)) {
    let blank = |i: usize| is_space(s[i].into());
    let n = s.len();
    let (mut i, mut done) = (0, 0);
    loop {
        while i < n && blank(i) {
            i += 1;
        }
        if i == n {
            return;
        }
        let start = i;
        if done == max {
            return put(start, n);
        }
        while i < n && !blank(i) {
            i += 1;
        }
        put(start, i);
        done += 1;
    }
}

pub(super) fn rsplit(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, sep, max) = (this(args[0]), separator(vm, args[1])?, limit(vm, args[2])?);
    let out = vm.new_list(&[]);
    match sep {
        None => rsplit_blanks(vm, out, s, max),
        Some(sep) => rsplit_at(vm, out, s, sep, max),
    }
    let forward = vm.new_list(&[]);
    (0..out.len()).rev().filter_map(|i| out.get(i)).for_each(|v| forward.push(vm, v));
    Ok(forward.value())
}

fn rsplit_at(vm: &Vm, out: Ref<List>, s: Ref<Str>, sep: Ref<Str>, max: usize) {
    let mut end = s.len();
    if let Some(needle) = Needle::new(sep.units(), s.form()) {
        let mut done = 0;
        while done < max
            && let Some(hit) = needle.rfind(s.bytes(), end)
        {
            piece(vm, out, s, hit + needle.len(), end);
            end = hit;
            done += 1;
        }
    }
    piece(vm, out, s, 0, end);
}

fn rsplit_blanks(vm: &Vm, out: Ref<List>, s: Ref<Str>, max: usize) {
    let units = s.units();
    let (mut i, mut done) = (s.len(), 0);
    loop {
        i = strip_end(units.slice(0, i), 0, is_space);
        if i == 0 {
            return;
        }
        if done == max {
            return piece(vm, out, s, 0, i);
        }
        let end = i;
        while i > 0 && !is_space(units.get(i - 1)) {
            i -= 1;
        }
        piece(vm, out, s, i, end);
        done += 1;
    }
}

fn is_line_end(c: u32) -> bool {
    matches!(c, 0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
}

pub(super) fn splitlines(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, keep) = (this(args[0]), vm.truthy(args[1])?);
    let out = vm.new_list(&[]);
    let (units, n) = (s.units(), s.len());
    let (mut start, mut i) = (0, 0);
    while i < n {
        let c = units.get(i);
        i += 1;
        if !is_line_end(c) {
            continue;
        }
        let end = i - 1;
        if c == '\r' as u32 && i < n && units.get(i) == '\n' as u32 {
            i += 1;
        }
        piece(vm, out, s, start, if keep { i } else { end });
        start = i;
    }
    if start < n {
        piece(vm, out, s, start, n);
    }
    Ok(out.value())
}

fn partition_separator(vm: &Vm, v: Value) -> PyResult<Ref<Str>> {
    match v.to_str() {
        Some(s) if s.is_empty() => throw!(vm, VALUE_ERROR, "empty separator"),
        Some(s) => Ok(s),
        None => throw!(vm, TYPE_ERROR, "must be str, not {}", vm.type_name(v)),
    }
}
fn triple(vm: &Vm, a: Ref<Str>, b: Ref<Str>, c: Ref<Str>) -> Value {
    vm.new_tuple(&[a.value(), b.value(), c.value()]).value()
}

pub(super) fn partition(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, sep) = (this(args[0]), partition_separator(vm, args[1])?);
    Ok(match super::search::find_in(s.units(), sep.units()) {
        Some(i) => triple(vm, vm.substr(s, 0, i), vm.exact_str(sep), vm.substr(s, i + sep.len(), s.len())),
        None => triple(vm, vm.exact_str(s), vm.empty_str(), vm.empty_str()),
    })
}
pub(super) fn rpartition(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let (s, sep) = (this(args[0]), partition_separator(vm, args[1])?);
    let hit = Needle::new(sep.units(), s.form()).and_then(|needle| needle.rfind(s.bytes(), s.len()));
    Ok(match hit {
        Some(i) => triple(vm, vm.substr(s, 0, i), vm.exact_str(sep), vm.substr(s, i + sep.len(), s.len())),
        None => triple(vm, vm.empty_str(), vm.empty_str(), vm.exact_str(s)),
    })
}

fn strip_start(units: Units, drop: impl Fn(u32) -> bool) -> usize {
    let mut i = 0;
    while i < units.len() && drop(units.get(i)) {
        i += 1;
    }
    i
}
/// Where the text ends that begins at `from`, without trailing code points that `drop` names.
fn strip_end(units: Units, from: usize, drop: impl Fn(u32) -> bool) -> usize {
    let mut i = units.len();
    while i > from && drop(units.get(i - 1)) {
        i -= 1;
    }
    i
}

fn strip_with(vm: &Vm, args: &[Value], name: &str, left: bool, right: bool) -> PyResult<Value> {
    let s = this(args[0]);
    let units = s.units();
    let cut = |drop: &dyn Fn(u32) -> bool| {
        let start = if left { strip_start(units, drop) } else { 0 };
        let end = if right { strip_end(units, start, drop) } else { units.len() };
        vm.substr(s, start, end).value()
    };
    if args[1].is_none() {
        return Ok(cut(&is_space));
    }
    let Some(chars) = args[1].to_str() else {
        throw!(vm, TYPE_ERROR, "{name} arg must be None or str");
    };
    let chars = chars.units();
    if chars.len() == 1 {
        let one = chars.get(0);
        return Ok(cut(&|c| c == one));
    }
    Ok(cut(&|c| chars.iter().any(|x| x == c)))
}
pub(super) fn strip(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    strip_with(vm, args, "strip", true, true)
}
pub(super) fn lstrip(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    strip_with(vm, args, "lstrip", true, false)
}
pub(super) fn rstrip(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    strip_with(vm, args, "rstrip", false, true)
}

pub(super) fn join_method(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    join(vm, this(args[0]), args[1])
}

/// `sep.join(iterable)`
pub fn join(vm: &Vm, sep: Ref<Str>, iterable: Value) -> PyResult<Value> {
    if let Some(t) = iterable.to_tuple() {
        return join_items(vm, sep, t.items());
    }
    let items = match iterable.to_list() {
        Some(list) => list.snapshot(vm),
        None => match vm.collect_tuple(iterable) {
            Ok(items) => items,
            Err(e) if e.matches(vm, exc::TYPE_ERROR) && !vm.is_iterable(iterable) => {
                throw!(vm, TYPE_ERROR, "can only join an iterable")
            }
            Err(e) => return Err(e),
        },
    };
    join_items(vm, sep, items.items())
}

/// The concatenation of strings.
pub fn concat_all(vm: &Vm, parts: &[Value]) -> PyResult<Ref<Str>> {
    Ok(this(join_items(vm, vm.empty_str(), parts)?))
}

fn join_items(vm: &Vm, sep: Ref<Str>, items: &[Value]) -> PyResult<Value> {
    if let [only] = items
        && only.to_exact_str().is_some()
    {
        return Ok(*only);
    }
    let mut form = if items.len() > 1 { sep.form() } else { Form::Ascii };
    let mut total = sep.len().saturating_mul(items.len().saturating_sub(1));
    for (i, item) in items.iter().enumerate() {
        let Some(s) = item.to_str() else {
            throw!(vm, TYPE_ERROR, "sequence item {i}: expected str instance, {} found", vm.type_name(*item));
        };
        form = form.max(s.form());
        total = total.saturating_add(s.len());
    }
    if form.width() > 1 {
        let mut out = StrBuilder::with_capacity(total);
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                out.push_str(sep);
            }
            out.push_str(this(*item));
        }
        return Ok(out.finish(vm).value());
    }
    if total == 0 {
        return Ok(vm.empty_str().value());
    }
    // SAFETY: filled at once with the bytes counted above; the widest part decides the form.
    unsafe {
        let (r, mut to) = vm.alloc_str(form, total)?;
        let mut put = |s: &[u8]| {
            std::ptr::copy_nonoverlapping(s.as_ptr(), to, s.len());
            to = to.add(s.len());
        };
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                put(sep.bytes());
            }
            put(this(*item).bytes());
        }
        Ok(r.value())
    }
}
