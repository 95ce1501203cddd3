//! Case mappings and the predicates (`isalpha` …), over all of Unicode.

use super::{Form, Str, StrBuilder, Units, this};
use crate::object::Ref;
use crate::unicode::{self, flag, flags};
use crate::value::Value;
use crate::{PyResult, Vm};

const CASED: u16 = flag::LOWER | flag::UPPER | flag::TITLE;
const SIGMA: u32 = 0x3a3;
const FINAL_SIGMA: u32 = 0x3c2;
const SMALL_SIGMA: u32 = 0x3c3;

/// Whether the capital sigma at `i` ends a word.
fn is_final(units: Units, i: usize) -> bool {
    let ignorable = |c: &u32| flags(*c) & flag::CASE_IGNORABLE != 0;
    let cased = |c: u32| flags(c) & CASED != 0;
    let before = (0..i).rev().map(|j| units.get(j)).find(|c| !ignorable(c));
    let after = (i + 1..units.len()).map(|j| units.get(j)).find(|c| !ignorable(c));
    before.is_some_and(cased) && !after.is_some_and(cased)
}

/// Appends the lower case of the code point at `i`.
fn push_lower(out: &mut StrBuilder, units: Units, i: usize) {
    match units.get(i) {
        SIGMA => out.push(if is_final(units, i) { FINAL_SIGMA } else { SMALL_SIGMA }),
        c => unicode::lower(c, |c| out.push(c)),
    }
}

fn map_ascii(vm: &Vm, s: &[u8], mut f: impl FnMut(u8) -> u8) -> Value {
    // SAFETY: case mapping keeps ASCII text ASCII; all bytes are written at once.
    unsafe {
        let (r, to) = vm.alloc_str(Form::Ascii, s.len()).expect("a string in memory has a sane length");
        for (i, &b) in s.iter().enumerate() {
            to.add(i).write(f(b));
        }
        r.value()
    }
}
fn build(vm: &Vm, s: Ref<Str>, mut f: impl FnMut(&mut StrBuilder, Units, usize)) -> Value {
    let mut out = StrBuilder::with_capacity(s.len());
    let units = s.units();
    for i in 0..units.len() {
        f(&mut out, units, i);
    }
    out.finish(vm).value()
}

pub(super) fn lower(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    Ok(match s.units() {
        Units::Ascii(b) => map_ascii(vm, b, |b| b.to_ascii_lowercase()),
        _ => build(vm, s, push_lower),
    })
}
pub(super) fn upper(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    Ok(match s.units() {
        Units::Ascii(b) => map_ascii(vm, b, |b| b.to_ascii_uppercase()),
        _ => build(vm, s, |out, units, i| unicode::upper(units.get(i), |c| out.push(c))),
    })
}
pub(super) fn casefold(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let s = this(args[0]);
    Ok(match s.units() {
        Units::Ascii(b) => map_ascii(vm, b, |b| b.to_ascii_lowercase()),
        _ => build(vm, s, |out, units, i| unicode::fold(units.get(i), |c| out.push(c))),
    })
}
pub(super) fn swapcase(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if let Units::Ascii(b) = this(args[0]).units() {
        return Ok(map_ascii(vm, b, |b| if b.is_ascii_alphabetic() { b ^ 0x20 } else { b }));
    }
    Ok(build(vm, this(args[0]), |out, units, i| {
        let c = units.get(i);
        match flags(c) {
            f if f & flag::UPPER != 0 => push_lower(out, units, i),
            f if f & flag::LOWER != 0 => unicode::upper(c, |c| out.push(c)),
            _ => out.push(c),
        }
    }))
}
pub(super) fn title(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let mut inside = false;
    if let Units::Ascii(b) = this(args[0]).units() {
        return Ok(map_ascii(vm, b, |b| {
            let r = if inside { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() };
            inside = b.is_ascii_alphabetic();
            r
        }));
    }
    Ok(build(vm, this(args[0]), |out, units, i| {
        let c = units.get(i);
        if inside {
            push_lower(out, units, i);
        } else {
            unicode::title(c, |c| out.push(c));
        }
        inside = flags(c) & CASED != 0;
    }))
}
pub(super) fn capitalize(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    if let Units::Ascii(b) = this(args[0]).units() {
        let mut first = true;
        return Ok(map_ascii(vm, b, |b| {
            if std::mem::take(&mut first) { b.to_ascii_uppercase() } else { b.to_ascii_lowercase() }
        }));
    }
    Ok(build(vm, this(args[0]), |out, units, i| match i {
        0 => unicode::title(units.get(0), |c| out.push(c)),
        _ => push_lower(out, units, i),
    }))
}

/// Whether a text is not empty and each code point has one of the flags.
fn all(v: Value, any: u16) -> PyResult<Value> {
    let s = this(v);
    let units = s.units();
    let holds = match units {
        Units::Ascii(s) | Units::Latin1(s) => s.iter().all(|&c| flags(c as u32) & any != 0),
        _ => units.iter().all(|c| flags(c) & any != 0),
    };
    Ok(Value::bool(!units.is_empty() && holds))
}

pub(super) fn isalpha(_: &Vm, args: &[Value]) -> PyResult<Value> {
    all(args[0], flag::ALPHA)
}
pub(super) fn isdecimal(_: &Vm, args: &[Value]) -> PyResult<Value> {
    all(args[0], flag::DECIMAL)
}
pub(super) fn isdigit(_: &Vm, args: &[Value]) -> PyResult<Value> {
    all(args[0], flag::DIGIT)
}
pub(super) fn isnumeric(_: &Vm, args: &[Value]) -> PyResult<Value> {
    all(args[0], flag::NUMERIC)
}
pub(super) fn isalnum(_: &Vm, args: &[Value]) -> PyResult<Value> {
    all(args[0], flag::ALPHA | flag::DECIMAL | flag::DIGIT | flag::NUMERIC)
}
pub(super) fn isspace(_: &Vm, args: &[Value]) -> PyResult<Value> {
    all(args[0], flag::SPACE)
}
pub(super) fn isprintable(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).is_empty() || all(args[0], flag::PRINTABLE)?.is_true()))
}
pub(super) fn isascii(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(this(args[0]).is_ascii()))
}

/// Whether the text has a letter with flag `want` and none with a flag of `avoid`.
fn one_case(v: Value, want: u16, avoid: u16) -> Value {
    let mut found = false;
    for c in this(v).units().iter() {
        let f = flags(c);
        if f & avoid != 0 {
            return Value::FALSE;
        }
        found |= f & want != 0;
    }
    Value::bool(found)
}
pub(super) fn islower(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(one_case(args[0], flag::LOWER, flag::UPPER | flag::TITLE))
}
pub(super) fn isupper(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(one_case(args[0], flag::UPPER, flag::LOWER | flag::TITLE))
}
pub(super) fn istitle(_: &Vm, args: &[Value]) -> PyResult<Value> {
    let (mut found, mut inside) = (false, false);
    for c in this(args[0]).units().iter() {
        let f = flags(c);
        let capital = f & (flag::UPPER | flag::TITLE) != 0;
        let small = f & flag::LOWER != 0;
        if capital && inside || !capital && small && !inside {
            return Ok(Value::FALSE);
        }
        inside = capital || small;
        found |= inside;
    }
    Ok(Value::bool(found))
}

/// Whether a text is an identifier (keywords are).
pub fn is_identifier(units: Units) -> bool {
    !units.is_empty()
        && flags(units.get(0)) & flag::IDENTIFIER_START != 0
        && units.iter().skip(1).all(|c| flags(c) & flag::IDENTIFIER_CONTINUE != 0)
}
pub(super) fn isidentifier(_: &Vm, args: &[Value]) -> PyResult<Value> {
    Ok(Value::bool(is_identifier(this(args[0]).units())))
}
