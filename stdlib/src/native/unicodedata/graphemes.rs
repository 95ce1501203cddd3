//! Grapheme clusters: the rules of Unicode's text segmentation, as an iterator of segments.

use pyish_vm::builtins::str::{Str, Units};
use pyish_vm::heap::Trace;
use pyish_vm::object::{Header, HeapObject, Ref, Slot, Slots, TypeDef, Word, getter, type_flags};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

use super::tables::{CLUSTER, CONJUNCT};
use super::{Column, property};

fn cluster(c: u32) -> &'static str {
    CLUSTER[property(c, Column::Cluster) as usize]
}

/// Whether a cluster ends between the code points at `i - 1` and `i`; it began at `start`.
fn breaks(units: Units, start: usize, i: usize) -> bool {
    let (a, b) = (cluster(units.get(i - 1)), cluster(units.get(i)));
    match (a, b) {
        ("CR", "LF") => return false,
        ("CR" | "LF" | "Control", _) | (_, "CR" | "LF" | "Control") => return true,
        ("L", "L" | "V" | "LV" | "LVT") | ("LV" | "V", "V" | "T") | ("LVT" | "T", "T") => return false,
        (_, "Extend" | "ZWJ" | "SpacingMark") | ("Prepend", _) => return false,
        _ => {}
    }
    if conjunct(units, start, i) || pictograph(units, start, i) {
        return false;
    }
    if (a, b) == ("Regional_Indicator", "Regional_Indicator") {
        let flags = (start..i).rev().take_while(|&j| cluster(units.get(j)) == "Regional_Indicator").count();
        return flags % 2 == 0;
    }
    true
}

/// A consonant, extenders with a linker among them, another consonant.
fn conjunct(units: Units, start: usize, i: usize) -> bool {
    let class = |j: usize| CONJUNCT[property(units.get(j), Column::Conjunct) as usize];
    if class(i) != "Consonant" {
        return false;
    }
    let mut linked = false;
    for j in (start..i).rev() {
        match class(j) {
            "Linker" => linked = true,
            "Extend" => {}
            "Consonant" => return linked,
            _ => return false,
        }
    }
    false
}

/// A pictograph, extenders, a joiner, another pictograph.
fn pictograph(units: Units, start: usize, i: usize) -> bool {
    let is = |j: usize| property(units.get(j), Column::Pictographic) != 0;
    if !is(i) || cluster(units.get(i - 1)) != "ZWJ" {
        return false;
    }
    let before = (start..i - 1).rev().find(|&j| cluster(units.get(j)) != "Extend");
    before.is_some_and(is)
}

/// The layout of the iterator.
#[repr(C)]
pub struct Graphemes {
    header: Header,
    text: Slot,
    at: Word,
    end: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Graphemes {}

/// The layout of a segment.
#[repr(C)]
pub struct Segment {
    header: Header,
    text: Slot,
    start: Word,
    end: Word,
}
// SAFETY: as above.
unsafe impl HeapObject for Segment {}

pub(super) fn iter_graphemes(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let Some(s) = args[0].to_str() else {
        throw!(vm, TYPE_ERROR, "iter_graphemes() argument 1 must be str, not {}", vm.type_name(args[0]));
    };
    let n = s.len() as i64;
    let bound = |v: Value| -> PyResult<u64> {
        let i = vm.index_clamped(v)?;
        Ok((if i < 0 { i.saturating_add(n) } else { i }).clamp(0, n) as u64)
    };
    let (start, end) = (bound(args[1])?, bound(args[2])?);
    let fixed =
        Graphemes { header: Header::EMPTY, text: Slot::new(args[0]), at: Word::new(start), end: Word::new(end) };
    Ok(vm.alloc(ITERATOR.shape(), fixed).value())
}

fn next(vm: &Vm, v: Value) -> PyResult<Value> {
    // SAFETY: only called on instances.
    let it: Ref<Graphemes> = unsafe { v.cast() };
    let Some(s) = it.text.get().to_str() else { return Ok(Value::UNBOUND) };
    loop {
        let (start, end) = (it.at.usize(), it.end.usize());
        if start >= end {
            return Ok(Value::UNBOUND);
        }
        let units = s.units();
        let stop = (start + 1..end).find(|&i| breaks(units, start, i)).unwrap_or(end);
        if it.at.compare_exchange(start as u64, stop as u64) {
            let fixed = Segment {
                header: Header::EMPTY,
                text: Slot::new(s.value()),
                start: Word::new(start as u64),
                end: Word::new(stop as u64),
            };
            return Ok(vm.alloc(SEGMENT.shape(), fixed).value());
        }
    }
}

fn segment(v: Value) -> Ref<Segment> {
    // SAFETY: only called on instances.
    unsafe { v.cast() }
}
fn segment_str(vm: &Vm, v: Value) -> PyResult<Value> {
    let s = segment(v);
    let text: Ref<Str> = s.text.get().to_str().expect("a segment's text is a str");
    Ok(vm.substr(text, s.start.usize(), s.end.usize()).value())
}
fn segment_repr(vm: &Vm, v: Value) -> PyResult<Value> {
    let s = segment(v);
    Ok(vm.new_str(&format!("<Segment {}:{}>", s.start.get(), s.end.get())).value())
}

pub static ITERATOR: TypeDef = TypeDef {
    name: "unicodedata.GraphemeBreakIterator",
    size: size_of::<Graphemes>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { iter: Some(|_, v| Ok(v)), next: Some(next), ..Slots::EMPTY },
    ..TypeDef::NEW
};

pub static SEGMENT: TypeDef = TypeDef {
    name: "unicodedata.Segment",
    size: size_of::<Segment>(),
    flags: type_flags::DISALLOW_INSTANTIATION,
    trace: Trace::Fields(1),
    slots: Slots { str: Some(segment_str), repr: Some(segment_repr), ..Slots::EMPTY },
    getset: &[
        getter("start", |_, v| Ok(Value::int(segment(v).start.get() as i64)), "Where the segment starts."),
        getter("end", |_, v| Ok(Value::int(segment(v).end.get() as i64)), "Where the segment ends."),
    ],
    ..TypeDef::NEW
};
