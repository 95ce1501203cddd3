//! Python's escapes as encodings: `unicode_escape` and `raw_unicode_escape`, and the escapes of bytes literals.

use super::errors::{Context, Surrogates, backslash};
use crate::builtins::str::{Str, StrBuilder};
use crate::object::Ref;
use crate::{PyResult, Vm, throw};

/// As `repr` escapes, all but ASCII.
pub fn encode(s: Ref<Str>) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len() * 2);
    for c in s.units().iter() {
        match c {
            0x5c => out.extend(b"\\\\"),
            0x0a => out.extend(b"\\n"),
            0x0d => out.extend(b"\\r"),
            0x09 => out.extend(b"\\t"),
            0x20..=0x7e => out.push(c as u8),
            _ => out.extend(backslash(c).bytes()),
        }
    }
    out
}

/// Escapes what Latin-1 lacks.
pub fn encode_raw(s: Ref<Str>) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len() * 2);
    for c in s.units().iter() {
        match u8::try_from(c) {
            Ok(b) => out.push(b),
            Err(_) => out.extend(backslash(c).bytes()),
        }
    }
    out
}

/// An escape that stands for itself or for a character.
enum Escape {
    Char(u32),
    Nothing,
    /// Not an escape: the backslash stays.
    Plain,
    /// The data ends within the escape, or it is wrong: where it ends, and why.
    Bad {
        end: usize,
        reason: &'static str,
        incomplete: bool,
    },
}

/// Reads `count` hexadecimal digits behind `\x`, `\u` or `\U`.
fn hexadecimal(data: &[u8], from: usize, count: usize, reason: &'static str) -> (Escape, usize) {
    let digits = data[from..].iter().take(count).take_while(|b| b.is_ascii_hexdigit()).count();
    let end = from + digits;
    if digits < count {
        return (Escape::Bad { end, reason, incomplete: end == data.len() }, end);
    }
    let c = data[from..end].iter().fold(0u32, |n, &b| n << 4 | (b as char).to_digit(16).unwrap_or(0));
    if c > 0x10ffff {
        return (Escape::Bad { end, reason: "illegal Unicode character", incomplete: false }, end);
    }
    (Escape::Char(c), end)
}

fn named(data: &[u8], from: usize) -> (Escape, usize) {
    const MALFORMED: &str = "malformed \\N character escape";
    if data.get(from) != Some(&b'{') {
        return (Escape::Bad { end: from, reason: MALFORMED, incomplete: from == data.len() }, from);
    }
    let Some(len) = memchr::memchr(b'}', &data[from..]) else {
        return (Escape::Bad { end: data.len(), reason: MALFORMED, incomplete: true }, data.len());
    };
    let end = from + len + 1;
    if len < 2 {
        return (Escape::Bad { end, reason: MALFORMED, incomplete: false }, end);
    }
    let name = std::str::from_utf8(&data[from + 1..end - 1]).ok();
    match name.and_then(unicode_names2::character) {
        Some(c) => (Escape::Char(c as u32), end),
        None => (Escape::Bad { end, reason: "unknown Unicode character name", incomplete: false }, end),
    }
}

/// Reads the escape whose backslash is at `at`; answers it and where it ends.
fn escape(data: &[u8], at: usize) -> (Escape, usize) {
    let Some(&b) = data.get(at + 1) else {
        return (Escape::Bad { end: at + 1, reason: "\\ at end of string", incomplete: true }, at + 1);
    };
    let next = at + 2;
    let c = match b {
        b'\n' => return (Escape::Nothing, next),
        b'\\' | b'\'' | b'"' => b as u32,
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => 10,
        b'r' => 13,
        b't' => 9,
        b'v' => 11,
        b'0'..=b'7' => {
            let len = data[at + 1..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
            let end = at + 1 + len;
            return (Escape::Char(data[at + 1..end].iter().fold(0, |n, &b| n << 3 | (b - b'0') as u32)), end);
        }
        b'x' => return hexadecimal(data, next, 2, "truncated \\xXX escape"),
        b'u' => return hexadecimal(data, next, 4, "truncated \\uXXXX escape"),
        b'U' => return hexadecimal(data, next, 8, "truncated \\UXXXXXXXX escape"),
        b'N' => return named(data, next),
        _ => return (Escape::Plain, next),
    };
    (Escape::Char(c), next)
}

pub fn decode(vm: &Vm, data: &[u8], errors: &str, last: bool, out: &mut StrBuilder) -> PyResult<usize> {
    let cx = Context { vm, encoding: "unicodeescape", handler: errors, surrogates: Surrogates::None };
    let mut at = 0;
    while at < data.len() {
        if data[at] != b'\\' {
            out.push(data[at] as u32);
            at += 1;
            continue;
        }
        let (escape, end) = escape(data, at);
        at = match escape {
            Escape::Char(c) => {
                out.push(c);
                end
            }
            Escape::Nothing => end,
            Escape::Plain => {
                out.push_bytes(&data[at..end]);
                end
            }
            Escape::Bad { incomplete: true, .. } if !last => return Ok(at),
            Escape::Bad { end, reason, .. } => cx.decode_failure(data, (at, end), reason, out)?,
        };
    }
    Ok(data.len())
}

pub fn decode_raw(vm: &Vm, data: &[u8], errors: &str, last: bool, out: &mut StrBuilder) -> PyResult<usize> {
    let cx = Context { vm, encoding: "rawunicodeescape", handler: errors, surrogates: Surrogates::None };
    let mut at = 0;
    while at < data.len() {
        if data[at] != b'\\' {
            out.push(data[at] as u32);
            at += 1;
            continue;
        }
        let slashes = data[at..].iter().take_while(|&&b| b == b'\\').count();
        let (count, reason) = match data.get(at + slashes) {
            Some(b'u') => (4, "truncated \\uXXXX escape"),
            Some(b'U') => (8, "truncated \\UXXXXXXXX escape"),
            None if !last => return Ok(at),
            _ => (0, ""),
        };
        if count == 0 || slashes % 2 == 0 {
            out.push_bytes(&data[at..at + slashes]);
            at += slashes;
            continue;
        }
        out.push_bytes(&data[at..at + slashes - 1]);
        at += slashes - 1;
        let (escape, end) = hexadecimal(data, at + 2, count, reason);
        at = match escape {
            Escape::Char(c) => {
                out.push(c);
                end
            }
            Escape::Bad { incomplete: true, .. } if !last => return Ok(at),
            Escape::Bad { end, reason, .. } => {
                let reason = if reason.starts_with("illegal") { "\\Uxxxxxxxx out of range" } else { reason };
                cx.decode_failure(data, (at, end), reason, out)?
            }
            Escape::Nothing | Escape::Plain => end,
        };
    }
    Ok(data.len())
}

/// The escapes of bytes literals (`_codecs.escape_decode`).
pub fn decode_bytes(vm: &Vm, data: &[u8], errors: &str) -> PyResult<Vec<u8>> {
    let mut out = Vec::with_capacity(data.len());
    let mut at = 0;
    while at < data.len() {
        if data[at] != b'\\' {
            out.push(data[at]);
            at += 1;
            continue;
        }
        if matches!(data.get(at + 1), Some(b'u' | b'U' | b'N')) {
            out.extend_from_slice(&data[at..at + 2]);
            at += 2;
            continue;
        }
        let (escape, end) = escape(data, at);
        match (escape, errors) {
            (Escape::Char(c), _) => out.push(c as u8),
            (Escape::Nothing, _) => {}
            (Escape::Plain, _) => out.extend_from_slice(&data[at..end]),
            (Escape::Bad { .. }, _) if at + 1 == data.len() => throw!(vm, VALUE_ERROR, "Trailing \\ in string"),
            (Escape::Bad { .. }, "replace") => out.push(b'?'),
            (Escape::Bad { .. }, "ignore") => {}
            (Escape::Bad { .. }, "strict") => throw!(vm, VALUE_ERROR, "invalid \\x escape at position {at}"),
            (Escape::Bad { .. }, other) => {
                throw!(vm, VALUE_ERROR, "decoding error; unknown error handling code: {other}")
            }
        }
        at = end;
    }
    Ok(out)
}

/// The inverse of [`decode_bytes`].
pub fn encode_bytes(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    for &b in data {
        match b {
            b'\\' | b'\'' => out.extend([b'\\', b]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            0x20..=0x7e => out.push(b),
            _ => out.extend(format!("\\x{b:02x}").bytes()),
        }
    }
    out
}
