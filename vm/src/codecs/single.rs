//! Encodings of one byte per character: ASCII, Latin-1, Windows-1252.

use super::errors::{Context, Surrogates};
use crate::builtins::str::{Str, StrBuilder};
use crate::object::Ref;
use crate::{PyResult, Vm};

/// What distinguishes one of them.
pub struct Table {
    name: &'static str,
    reason: &'static str,
    encode: fn(u32) -> Option<u8>,
    decode: fn(u8) -> Option<u32>,
}

pub static ASCII: Table = Table {
    name: "ascii",
    reason: "ordinal not in range(128)",
    encode: |c| if c < 0x80 { Some(c as u8) } else { None },
    decode: |b| if b < 0x80 { Some(b as u32) } else { None },
};

pub static LATIN1: Table = Table {
    name: "latin-1",
    reason: "ordinal not in range(256)",
    encode: |c| u8::try_from(c).ok(),
    decode: |b| Some(b as u32),
};

pub static CP1252: Table = Table {
    name: "charmap",
    reason: "character maps to <undefined>",
    encode: |c| match c {
        0..0x80 | 0xa0..0x100 => Some(c as u8),
        _ => HIGH.iter().position(|&h| h as u32 == c && h != 0).map(|i| 0x80 + i as u8),
    },
    decode: |b| match b {
        0x80..0xa0 => Some(HIGH[b as usize - 0x80] as u32).filter(|&c| c != 0),
        _ => Some(b as u32),
    },
};

/// Windows-1252 from 0x80 to 0x9f; 0 where nothing is assigned.
const HIGH: [u16; 32] = [
    0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0,
    0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
];

fn context<'a>(vm: &'a Vm, table: &Table, errors: &'a str) -> Context<'a> {
    Context { vm, encoding: table.name, handler: errors, surrogates: Surrogates::None }
}

pub fn encode(vm: &Vm, s: Ref<Str>, errors: &str, table: &Table) -> PyResult<Vec<u8>> {
    let units = s.units();
    let mut out = Vec::with_capacity(s.len());
    let put = |out: &mut Vec<u8>, c: u32| {
        let b = (table.encode)(c);
        out.extend(b);
        b.is_some()
    };
    let mut i = 0;
    while i < units.len() {
        if put(&mut out, units.get(i)) {
            i += 1;
            continue;
        }
        let end = (i..units.len()).find(|&j| (table.encode)(units.get(j)).is_some()).unwrap_or(units.len());
        i = context(vm, table, errors).encode_failure(s, (i, end), table.reason, &mut out, &put)?;
    }
    Ok(out)
}

pub fn decode(vm: &Vm, data: &[u8], errors: &str, table: &Table, out: &mut StrBuilder) -> PyResult<usize> {
    let mut i = 0;
    while i < data.len() {
        i = match (table.decode)(data[i]) {
            Some(c) => {
                out.push(c);
                i + 1
            }
            None => context(vm, table, errors).decode_failure(data, (i, i + 1), table.reason, out)?,
        };
    }
    Ok(data.len())
}
