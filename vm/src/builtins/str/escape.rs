//! `repr` and `ascii` of strings.

use super::{Str, StrBuilder, Units};
use crate::object::Ref;
use crate::unicode::{self, flag};
use crate::value::Value;
use crate::{PyResult, Vm};

/// Appends a code point as `\x..`, `\u....` or `\U........`.
pub fn push_escape(out: &mut StrBuilder, c: u32) {
    let text = match c {
        0..=0xff => format!("\\x{c:02x}"),
        0x100..=0xffff => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    };
    out.push_ascii(text.as_bytes());
}

fn quote_for(units: Units) -> u32 {
    let (mut single, mut double) = (false, false);
    for c in units.iter() {
        single |= c == '\'' as u32;
        double |= c == '"' as u32;
    }
    if single && !double { '"' as u32 } else { '\'' as u32 }
}

/// Appends the text with escapes. `quote` is escaped too; `ascii_only`: so is everything beyond ASCII.
pub fn push_escaped(out: &mut StrBuilder, units: Units, quote: u32, ascii_only: bool) {
    for c in units.iter() {
        match c {
            0x5c => out.push_ascii(b"\\\\"),
            0x0a => out.push_ascii(b"\\n"),
            0x0d => out.push_ascii(b"\\r"),
            0x09 => out.push_ascii(b"\\t"),
            _ if c == quote => {
                out.push(0x5c);
                out.push(c);
            }
            0x20..=0x7e => out.push(c),
            _ if !ascii_only && c >= 0x80 && unicode::is(c, flag::PRINTABLE) => out.push(c),
            _ => push_escape(out, c),
        }
    }
}

fn quoted(vm: &Vm, s: Ref<Str>, ascii_only: bool) -> Ref<Str> {
    let units = s.units();
    let mut out = StrBuilder::with_capacity(s.len() + 2);
    let quote = quote_for(units);
    out.push(quote);
    match units {
        Units::Ascii(b) if b.iter().all(|&b| (0x20..0x7f).contains(&b) && b != b'\\' && b as u32 != quote) => {
            out.push_ascii(b)
        }
        _ => push_escaped(&mut out, units, quote, ascii_only),
    }
    out.push(quote);
    out.finish(vm)
}

/// `repr(s)`
pub fn repr_of(vm: &Vm, s: Ref<Str>) -> Ref<Str> {
    quoted(vm, s, false)
}

impl Vm {
    /// `ascii(v)`
    pub fn ascii(&self, v: Value) -> PyResult<Ref<Str>> {
        Ok(ascii_of(self, self.repr(v)?))
    }
}

/// A text with everything beyond ASCII escaped: what `ascii()` makes of a `repr`.
pub fn ascii_of(vm: &Vm, s: Ref<Str>) -> Ref<Str> {
    if s.is_ascii() {
        return s;
    }
    let mut out = StrBuilder::with_capacity(s.len() * 2);
    for c in s.units().iter() {
        if c < 0x80 { out.push(c) } else { push_escape(&mut out, c) }
    }
    out.finish(vm)
}
