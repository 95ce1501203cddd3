//! UTF-16 and UTF-32, in both byte orders.

use super::errors::{Context, Surrogates};
use crate::builtins::str::{Str, StrBuilder};
use crate::object::Ref;
use crate::{PyResult, Vm};

/// Byte order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    Little,
    Big,
    /// Encoding writes a mark and the machine's order; decoding obeys a mark.
    Marked,
}

impl Order {
    fn is_big(self) -> bool {
        match self {
            Order::Little => false,
            Order::Big => true,
            Order::Marked => cfg!(target_endian = "big"),
        }
    }
}

const NOT_ALLOWED: &str = "surrogates not allowed";

fn encode(cx: Context, s: Ref<Str>, mark: bool, put: impl Fn(&mut Vec<u8>, char)) -> PyResult<Vec<u8>> {
    let units = s.units();
    let mut out = Vec::with_capacity((s.len() + 1) * 4);
    if mark {
        put(&mut out, '\u{feff}');
    }
    let try_put = |out: &mut Vec<u8>, c: u32| {
        let c = char::from_u32(c);
        c.into_iter().for_each(|c| put(out, c));
        c.is_some()
    };
    let mut i = 0;
    while i < units.len() {
        if try_put(&mut out, units.get(i)) {
            i += 1;
        } else {
            i = cx.encode_failure(s, (i, i + 1), NOT_ALLOWED, &mut out, &try_put)?;
        }
    }
    Ok(out)
}

pub fn encode16(vm: &Vm, s: Ref<Str>, errors: &str, order: Order) -> PyResult<Vec<u8>> {
    let big = order.is_big();
    let encoding = match order {
        Order::Little => "utf-16-le",
        Order::Big => "utf-16-be",
        Order::Marked => "utf-16",
    };
    let cx = Context { vm, encoding, handler: errors, surrogates: Surrogates::Utf16 { big } };
    encode(cx, s, order == Order::Marked, |out, c| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        }
    })
}

pub fn encode32(vm: &Vm, s: Ref<Str>, errors: &str, order: Order) -> PyResult<Vec<u8>> {
    let big = order.is_big();
    let encoding = match order {
        Order::Little => "utf-32-le",
        Order::Big => "utf-32-be",
        Order::Marked => "utf-32",
    };
    let cx = Context { vm, encoding, handler: errors, surrogates: Surrogates::Utf32 { big } };
    encode(cx, s, order == Order::Marked, |out, c| {
        out.extend(if big { (c as u32).to_be_bytes() } else { (c as u32).to_le_bytes() });
    })
}

/// Decodes UTF-16; answers how many bytes were used and the byte order found.
pub fn decode16(
    vm: &Vm,
    data: &[u8],
    errors: &str,
    order: Order,
    last: bool,
    out: &mut StrBuilder,
) -> PyResult<(usize, Order)> {
    let (mut at, order) = match (order, data) {
        (Order::Marked, [0xff, 0xfe, ..]) => (2, Order::Little),
        (Order::Marked, [0xfe, 0xff, ..]) => (2, Order::Big),
        _ => (0, order),
    };
    let big = order.is_big();
    let encoding = if big { "utf-16-be" } else { "utf-16-le" };
    let cx = Context { vm, encoding, handler: errors, surrogates: Surrogates::Utf16 { big } };
    let unit = |i: usize| -> Option<u32> {
        let b: [u8; 2] = data.get(i..i + 2)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(b) } else { u16::from_le_bytes(b) } as u32)
    };
    while at < data.len() {
        let (end, reason) = match (unit(at), unit(at + 2)) {
            (None, _) if !last => return Ok((at, order)),
            (None, _) => (data.len(), "truncated data"),
            (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
                out.push(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
                at += 4;
                continue;
            }
            (Some(0xd800..0xdc00), Some(_)) => (at + 2, "illegal UTF-16 surrogate"),
            (Some(0xd800..0xdc00), None) if !last => return Ok((at, order)),
            (Some(0xd800..0xdc00), None) => (data.len(), "unexpected end of data"),
            (Some(0xdc00..0xe000), _) => (at + 2, "illegal encoding"),
            (Some(c), _) => {
                out.push(c);
                at += 2;
                continue;
            }
        };
        at = cx.decode_failure(data, (at, end), reason, out)?;
    }
    Ok((data.len(), order))
}

/// Decodes UTF-32; answers how many bytes were used and the byte order found.
pub fn decode32(
    vm: &Vm,
    data: &[u8],
    errors: &str,
    order: Order,
    last: bool,
    out: &mut StrBuilder,
) -> PyResult<(usize, Order)> {
    let (mut at, order) = match (order, data) {
        (Order::Marked, [0xff, 0xfe, 0, 0, ..]) => (4, Order::Little),
        (Order::Marked, [0, 0, 0xfe, 0xff, ..]) => (4, Order::Big),
        _ => (0, order),
    };
    let big = order.is_big();
    let encoding = if big { "utf-32-be" } else { "utf-32-le" };
    let cx = Context { vm, encoding, handler: errors, surrogates: Surrogates::Utf32 { big } };
    while at < data.len() {
        let unit = data.get(at..at + 4).and_then(|b| b.try_into().ok());
        let c = unit.map(|b| if big { u32::from_be_bytes(b) } else { u32::from_le_bytes(b) });
        let (end, reason) = match c {
            None if !last => return Ok((at, order)),
            None => (data.len(), "truncated data"),
            Some(0xd800..0xe000) => (at + 4, "code point in surrogate code point range(0xd800, 0xe000)"),
            Some(0x110000..) => (at + 4, "code point not in range(0x110000)"),
            Some(c) => {
                out.push(c);
                at += 4;
                continue;
            }
        };
        at = cx.decode_failure(data, (at, end), reason, out)?;
    }
    Ok((data.len(), order))
}
