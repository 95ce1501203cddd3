//! What happens to text or bytes that a codec cannot convert: the error handlers.
//!
//! The standard handlers run here without exception objects; any other name is looked up in the registry and called with one.

use super::registry;
use crate::builtins::str::{Str, StrBuilder};
use crate::exceptions::exc;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};

/// What kind of surrogates `surrogatepass` passes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Surrogates {
    /// The encoding has no place for them.
    None,
    Utf8,
    Utf16 {
        big: bool,
    },
    Utf32 {
        big: bool,
    },
}

/// One run of an encoder or decoder, as errors describe it.
pub struct Context<'a> {
    pub vm: &'a Vm,
    /// The encoding's name in exceptions.
    pub encoding: &'static str,
    /// The name of the handler.
    pub handler: &'a str,
    pub surrogates: Surrogates,
}

impl Context<'_> {
    /// A UnicodeEncodeError.
    pub fn encode_error(&self, s: Ref<Str>, start: usize, end: usize, reason: &str) -> Raised {
        self.error(exc::UNICODE_ENCODE_ERROR, s.value(), start, end, reason)
    }
    /// A UnicodeDecodeError.
    pub fn decode_error(&self, data: &[u8], start: usize, end: usize, reason: &str) -> Raised {
        let object = self.vm.new_bytes(data).value();
        self.error(exc::UNICODE_DECODE_ERROR, object, start, end, reason)
    }
    fn error(&self, kind: crate::object::ShapeId, object: Value, start: usize, end: usize, reason: &str) -> Raised {
        let vm = self.vm;
        let encoding = vm.new_str(self.encoding).value();
        let reason = vm.new_str(reason).value();
        vm.error_args(kind, &[encoding, object, Value::int(start as i64), Value::int(end as i64), reason])
    }

    /// Handles code points `start..end` of `s`, which cannot be encoded. `put` appends a code point, unless it cannot. Answers where
    /// to go on.
    pub fn encode_failure(
        &self,
        s: Ref<Str>,
        (start, end): (usize, usize),
        reason: &str,
        out: &mut Vec<u8>,
        put: &dyn Fn(&mut Vec<u8>, u32) -> bool,
    ) -> PyResult<usize> {
        let bad = |i: usize| s.units().get(i);
        let text = |out: &mut Vec<u8>, t: &str| {
            t.chars().for_each(|c| {
                put(out, c as u32);
            })
        };
        match self.handler {
            "strict" => return Err(self.encode_error(s, start, end, reason)),
            "ignore" => {}
            "replace" => (start..end).for_each(|_| text(out, "?")),
            "backslashreplace" => (start..end).for_each(|i| text(out, &backslash(bad(i)))),
            "xmlcharrefreplace" => (start..end).for_each(|i| text(out, &format!("&#{};", bad(i)))),
            "namereplace" => (start..end).for_each(|i| text(out, &named(bad(i)))),
            "surrogateescape" => {
                let byte_wise = matches!(self.surrogates, Surrogates::None | Surrogates::Utf8);
                for i in start..end {
                    if !byte_wise || !(0xdc80..=0xdcff).contains(&bad(i)) {
                        return Err(self.encode_error(s, i, end, reason));
                    }
                    out.push((bad(i) - 0xdc00) as u8);
                }
            }
            "surrogatepass" => {
                for i in start..end {
                    if self.surrogates == Surrogates::None || !(0xd800..0xe000).contains(&bad(i)) {
                        return Err(self.encode_error(s, start, end, reason));
                    }
                    self.push_surrogate(out, bad(i));
                }
            }
            _ => return self.call_encode_handler(s, (start, end), reason, out, put),
        }
        Ok(end)
    }
    fn push_surrogate(&self, out: &mut Vec<u8>, c: u32) {
        match self.surrogates {
            Surrogates::None => {}
            Surrogates::Utf8 => out.extend([0xe0 | (c >> 12) as u8, 0x80 | (c >> 6 & 63) as u8, 0x80 | (c & 63) as u8]),
            Surrogates::Utf16 { big: true } => out.extend((c as u16).to_be_bytes()),
            Surrogates::Utf16 { big: false } => out.extend((c as u16).to_le_bytes()),
            Surrogates::Utf32 { big: true } => out.extend(c.to_be_bytes()),
            Surrogates::Utf32 { big: false } => out.extend(c.to_le_bytes()),
        }
    }
    #[cold]
    fn call_encode_handler(
        &self,
        s: Ref<Str>,
        (start, end): (usize, usize),
        reason: &str,
        out: &mut Vec<u8>,
        put: &dyn Fn(&mut Vec<u8>, u32) -> bool,
    ) -> PyResult<usize> {
        let vm = self.vm;
        let handler = registry::lookup_error(vm, self.handler)?;
        let error = self.encode_error(s, start, end, reason);
        let answer = vm.call(handler, &[error.value()])?;
        let Some([replacement, position]) = pair(answer) else {
            throw!(vm, TYPE_ERROR, "encoding error handler must return (str/bytes, int) tuple");
        };
        if let Some(b) = replacement.to_bytes() {
            let unit = match self.surrogates {
                Surrogates::Utf16 { .. } => 2,
                Surrogates::Utf32 { .. } => 4,
                _ => 1,
            };
            if b.len() % unit != 0 {
                return Err(self.encode_error(s, start, end, reason));
            }
            out.extend_from_slice(b.as_slice());
        } else if let Some(r) = replacement.to_str() {
            for c in r.units().iter() {
                if !put(out, c) {
                    return Err(self.encode_error(s, start, end, reason));
                }
            }
        } else {
            throw!(vm, TYPE_ERROR, "encoding error handler must return (str/bytes, int) tuple");
        }
        go_on(vm, position, s.len())
    }

    /// Handles bytes `start..end` of `data`, which cannot be decoded. Answers where to go on.
    pub fn decode_failure(
        &self,
        data: &[u8],
        (start, end): (usize, usize),
        reason: &str,
        out: &mut StrBuilder,
    ) -> PyResult<usize> {
        match self.handler {
            "strict" => return Err(self.decode_error(data, start, end, reason)),
            "ignore" => {}
            "replace" => out.push(0xfffd),
            "backslashreplace" => {
                data[start..end].iter().for_each(|&b| out.push_ascii(format!("\\x{b:02x}").as_bytes()))
            }
            "surrogateescape" => {
                let high = data[start..end].iter().take_while(|&&b| b >= 0x80).count();
                if high == 0 {
                    return Err(self.decode_error(data, start, end, reason));
                }
                data[start..start + high].iter().for_each(|&b| out.push(0xdc00 + b as u32));
                return Ok(start + high);
            }
            "surrogatepass" => match self.read_surrogate(&data[start..]) {
                Some((c, len)) => {
                    out.push(c);
                    return Ok(start + len);
                }
                None => return Err(self.decode_error(data, start, end, reason)),
            },
            _ => return self.call_decode_handler(data, (start, end), reason, out),
        }
        Ok(end)
    }
    fn read_surrogate(&self, data: &[u8]) -> Option<(u32, usize)> {
        let (c, len) = match self.surrogates {
            Surrogates::None => return None,
            Surrogates::Utf8 => match data {
                [0xed, a @ 0xa0..=0xbf, b @ 0x80..=0xbf, ..] => (0xd000 | (*a as u32 & 63) << 6 | (*b as u32 & 63), 3),
                _ => return None,
            },
            Surrogates::Utf16 { big } => {
                let b: [u8; 2] = data.get(..2)?.try_into().ok()?;
                (if big { u16::from_be_bytes(b) } else { u16::from_le_bytes(b) } as u32, 2)
            }
            Surrogates::Utf32 { big } => {
                let b: [u8; 4] = data.get(..4)?.try_into().ok()?;
                (if big { u32::from_be_bytes(b) } else { u32::from_le_bytes(b) }, 4)
            }
        };
        if (0xd800..0xe000).contains(&c) { Some((c, len)) } else { None }
    }
    #[cold]
    fn call_decode_handler(
        &self,
        data: &[u8],
        (start, end): (usize, usize),
        reason: &str,
        out: &mut StrBuilder,
    ) -> PyResult<usize> {
        let vm = self.vm;
        let handler = registry::lookup_error(vm, self.handler)?;
        let error = self.decode_error(data, start, end, reason);
        let answer = vm.call(handler, &[error.value()])?;
        let Some([replacement, position]) = pair(answer) else {
            throw!(vm, TYPE_ERROR, "decoding error handler must return (str, int) tuple");
        };
        match replacement.to_str() {
            Some(r) => out.push_str(r),
            None => throw!(vm, TYPE_ERROR, "decoding error handler must return (str, int) tuple"),
        }
        go_on(vm, position, data.len())
    }
}

fn pair(v: Value) -> Option<[Value; 2]> {
    v.to_tuple()?.items().try_into().ok()
}

/// The position at which a handler says to go on.
fn go_on(vm: &Vm, position: Value, len: usize) -> PyResult<usize> {
    let i = vm.index_i64(position)?;
    let at = if i < 0 { i + len as i64 } else { i };
    if at < 0 || at > len as i64 {
        throw!(vm, INDEX_ERROR, "position {at} from error handler out of bounds");
    }
    Ok(at as usize)
}

/// `\xNN`, `\uNNNN` or `\UNNNNNNNN`.
pub fn backslash(c: u32) -> String {
    match c {
        0..=0xff => format!("\\x{c:02x}"),
        0x100..=0xffff => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    }
}

/// `\N{NAME}`, or the number when there is no name.
pub fn named(c: u32) -> String {
    match char::from_u32(c).and_then(unicode_names2::name) {
        Some(name) => format!("\\N{{{name}}}"),
        None => backslash(c),
    }
}
