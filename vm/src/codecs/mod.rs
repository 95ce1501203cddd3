//! Text encodings.
//!
//! The common encodings are native; any other name goes through the registry of search functions (`registry`). An encoder or decoder
//! asks `errors` what to do with what it cannot convert. Names in errors are CPython's.

pub mod errors;
pub mod escape;
pub mod registry;
pub mod single;
pub mod utf16;
pub mod utf8;

use crate::builtins::str::{Str, StrBuilder, Units};
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// The encodings that need no registry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codec {
    Utf8,
    Utf8Sig,
    Ascii,
    Latin1,
    Cp1252,
    Utf16(utf16::Order),
    Utf32(utf16::Order),
    UnicodeEscape,
    RawUnicodeEscape,
}

/// The native codec that a name means, spelled in any case and with any separators.
pub fn find(name: &str) -> Option<Codec> {
    use utf16::Order;
    match name {
        "utf-8" | "utf8" => return Some(Codec::Utf8),
        "ascii" => return Some(Codec::Ascii),
        "latin-1" => return Some(Codec::Latin1),
        _ => {}
    }
    let plain: String =
        name.chars().map(|c| if matches!(c, '-' | ' ' | '.') { '_' } else { c.to_ascii_lowercase() }).collect();
    Some(match &plain[..] {
        "utf_8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8_ucs2" | "utf8_ucs4" => Codec::Utf8,
        "utf_8_sig" | "utf8_sig" => Codec::Utf8Sig,
        "ascii" | "us_ascii" | "us" | "646" | "ansi_x3_4_1968" | "iso646_us" | "iso_646_irv_1991" => Codec::Ascii,
        "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859" | "cp819" => {
            Codec::Latin1
        }
        "cp1252" | "1252" | "windows_1252" => Codec::Cp1252,
        "utf_16" | "utf16" | "u16" => Codec::Utf16(Order::Marked),
        "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Codec::Utf16(Order::Little),
        "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Codec::Utf16(Order::Big),
        "utf_32" | "utf32" | "u32" => Codec::Utf32(Order::Marked),
        "utf_32_le" | "utf_32le" => Codec::Utf32(Order::Little),
        "utf_32_be" | "utf_32be" => Codec::Utf32(Order::Big),
        "unicode_escape" => Codec::UnicodeEscape,
        "raw_unicode_escape" => Codec::RawUnicodeEscape,
        _ => return None,
    })
}

/// The name of an encoding or an error handler.
pub enum Name {
    Held(Ref<Str>),
    Made(String),
}

impl std::ops::Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        match self {
            Name::Held(s) => s.as_ascii().unwrap_or_default(),
            Name::Made(s) => s,
        }
    }
}

/// An argument that names an encoding or an error handler; `what` begins the message.
pub fn name_argument(vm: &Vm, v: Value, what: impl std::fmt::Display) -> PyResult<Name> {
    match v.to_str() {
        Some(s) if s.units().iter().any(|c| c == 0) => throw!(vm, VALUE_ERROR, "embedded null character"),
        Some(s) if s.is_ascii() => Ok(Name::Held(s)),
        Some(s) => Ok(Name::Made(s.to_string_lossy())),
        None if v.is_none() => throw!(vm, TYPE_ERROR, "{what} must be str, not None"),
        None => throw!(vm, TYPE_ERROR, "{what} must be str, not {}", vm.type_name(v)),
    }
}

/// `s.encode(encoding, errors)`: a bytes object.
pub fn encode(vm: &Vm, s: Ref<Str>, encoding: &str, errors: &str) -> PyResult<Value> {
    match find(encoding) {
        Some(codec) => encode_with(vm, s, codec, errors),
        None => registry::encode_text(vm, s, encoding, errors),
    }
}

/// `data.decode(encoding, errors)`: a str.
pub fn decode(vm: &Vm, data: &[u8], encoding: &str, errors: &str) -> PyResult<Value> {
    match find(encoding) {
        Some(codec) => Ok(decode_with(vm, data, codec, errors, true)?.0),
        None => registry::decode_text(vm, data, encoding, errors),
    }
}

/// The error of a string that UTF-8 cannot encode, for its lone surrogates.
pub fn encode_error_surrogates(vm: &Vm, s: Ref<Str>) -> Raised {
    let units = s.units();
    let lone = |i: &usize| char::from_u32(units.get(*i)).is_none();
    let start = (0..s.len()).find(lone).unwrap_or(0);
    let end = (start..s.len()).find(|i| !lone(i)).unwrap_or(s.len());
    let cx = errors::Context { vm, encoding: "utf-8", handler: "strict", surrogates: errors::Surrogates::Utf8 };
    cx.encode_error(s, start, end, "surrogates not allowed")
}

/// The bytes of a string in a native encoding.
pub fn encode_with(vm: &Vm, s: Ref<Str>, codec: Codec, errors: &str) -> PyResult<Value> {
    let data = match codec {
        Codec::Utf8 | Codec::Ascii | Codec::Latin1 | Codec::Cp1252 if s.is_ascii() => {
            return Ok(vm.new_bytes(s.bytes()).value());
        }
        Codec::Latin1 if s.form().width() == 1 => return Ok(vm.new_bytes(s.bytes()).value()),
        Codec::Utf8 => utf8::encode(vm, s, errors)?,
        Codec::Utf8Sig => [b"\xef\xbb\xbf", &utf8::encode(vm, s, errors)?[..]].concat(),
        Codec::Ascii => single::encode(vm, s, errors, &single::ASCII)?,
        Codec::Latin1 => single::encode(vm, s, errors, &single::LATIN1)?,
        Codec::Cp1252 => single::encode(vm, s, errors, &single::CP1252)?,
        Codec::Utf16(order) => utf16::encode16(vm, s, errors, order)?,
        Codec::Utf32(order) => utf16::encode32(vm, s, errors, order)?,
        Codec::UnicodeEscape => escape::encode(s),
        Codec::RawUnicodeEscape => escape::encode_raw(s),
    };
    Ok(vm.new_bytes(&data).value())
}

/// The string that bytes in a native encoding mean, and how many of them were used: all, unless `last` is false and the end is not
/// complete.
pub fn decode_with(vm: &Vm, data: &[u8], codec: Codec, errors: &str, last: bool) -> PyResult<(Value, usize)> {
    let mut out = StrBuilder::new();
    let used = match codec {
        Codec::Utf8 | Codec::Ascii if data.is_ascii() => return Ok((vm.new_ascii_str(data), data.len())),
        Codec::Utf8 if let Ok(text) = std::str::from_utf8(data) => return Ok((vm.new_str(text).value(), data.len())),
        Codec::Latin1 => return Ok((vm.new_str_of(Units::Latin1(data)).value(), data.len())),
        Codec::Utf8 => utf8::decode(vm, data, errors, last, &mut out)?,
        Codec::Utf8Sig => {
            let rest = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
            data.len() - rest.len() + utf8::decode(vm, rest, errors, last, &mut out)?
        }
        Codec::Ascii => single::decode(vm, data, errors, &single::ASCII, &mut out)?,
        Codec::Cp1252 => single::decode(vm, data, errors, &single::CP1252, &mut out)?,
        Codec::Utf16(order) => utf16::decode16(vm, data, errors, order, last, &mut out)?.0,
        Codec::Utf32(order) => utf16::decode32(vm, data, errors, order, last, &mut out)?.0,
        Codec::UnicodeEscape => escape::decode(vm, data, errors, last, &mut out)?,
        Codec::RawUnicodeEscape => escape::decode_raw(vm, data, errors, last, &mut out)?,
    };
    Ok((out.finish(vm).value(), used))
}

impl Vm {
    fn new_ascii_str(&self, data: &[u8]) -> Value {
        self.new_str_of(Units::Ascii(data)).value()
    }
}
