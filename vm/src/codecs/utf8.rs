//! UTF-8.

use super::errors::{Context, Surrogates};
use crate::builtins::str::{Str, StrBuilder, Units};
use crate::object::Ref;
use crate::{PyResult, Vm};

const NOT_ALLOWED: &str = "surrogates not allowed";

fn context<'a>(vm: &'a Vm, errors: &'a str) -> Context<'a> {
    Context { vm, encoding: "utf-8", handler: errors, surrogates: Surrogates::Utf8 }
}

fn put(out: &mut Vec<u8>, c: u32) -> bool {
    match char::from_u32(c) {
        Some(c) => {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            true
        }
        None => false,
    }
}

pub fn encode(vm: &Vm, s: Ref<Str>, errors: &str) -> PyResult<Vec<u8>> {
    let units = s.units();
    let mut out = Vec::with_capacity(s.len() + s.len() / 2);
    match units {
        Units::Ascii(b) => return Ok(b.to_vec()),
        Units::Latin1(b) => {
            for &c in b {
                match c {
                    0..0x80 => out.push(c),
                    _ => out.extend([0xc0 | c >> 6, 0x80 | c & 63]),
                }
            }
            return Ok(out);
        }
        _ => {}
    }
    let mut i = 0;
    while i < units.len() {
        if put(&mut out, units.get(i)) {
            i += 1;
            continue;
        }
        let end = (i..units.len()).find(|&j| char::from_u32(units.get(j)).is_some()).unwrap_or(units.len());
        i = context(vm, errors).encode_failure(s, (i, end), NOT_ALLOWED, &mut out, &put)?;
    }
    Ok(out)
}

/// Decodes; answers how many bytes were used.
pub fn decode(vm: &Vm, data: &[u8], errors: &str, last: bool, out: &mut StrBuilder) -> PyResult<usize> {
    let mut at = 0;
    while at < data.len() {
        let error = match std::str::from_utf8(&data[at..]) {
            Ok(text) => {
                out.push_text(text);
                return Ok(data.len());
            }
            Err(e) => e,
        };
        let good = at + error.valid_up_to();
        // SAFETY: the error says that the bytes before it are valid.
        out.push_text(unsafe { std::str::from_utf8_unchecked(&data[at..good]) });
        let (end, reason) = match error.error_len() {
            None if !last => return Ok(good),
            None => (data.len(), "unexpected end of data"),
            Some(_) if matches!(data[good], 0x80..=0xc1 | 0xf5..) => (good + 1, "invalid start byte"),
            Some(n) => (good + n, "invalid continuation byte"),
        };
        at = context(vm, errors).decode_failure(data, (good, end), reason, out)?;
    }
    Ok(data.len())
}
