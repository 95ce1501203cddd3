//! Alphabets of a power of two: base64, base32, uuencoding.

use super::{alphabet, argument, ascii_argument, bytes, error, reverse, size_argument, wrap};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

pub const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
pub const URLSAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
pub const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
pub const UU: [u8; 64] = {
    let mut all = [0; 64];
    let mut i = 0;
    while i < 64 {
        all[i] = b' ' + i as u8;
        i += 1;
    }
    all
};

/// Groups of bits in an alphabet, padded to whole groups of `unit` characters.
fn encode(data: &[u8], alphabet: &[u8], bits: u32, unit: usize, padded: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() * 2);
    let (mut held, mut count) = (0u32, 0);
    for &b in data {
        held = held << 8 | b as u32;
        count += 8;
        while count >= bits {
            count -= bits;
            out.push(alphabet[(held >> count) as usize & (alphabet.len() - 1)]);
        }
    }
    if count > 0 {
        out.push(alphabet[(held << (bits - count)) as usize & (alphabet.len() - 1)]);
    }
    if padded {
        out.resize(out.len().next_multiple_of(unit), b'=');
    }
    out
}

pub(super) fn b2a_base64(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = argument(vm, args[0])?;
    let (padded, newline) = (vm.truthy(args[1])?, vm.truthy(args[3])?);
    let width = size_argument(vm, args[2])?;
    let alphabet = alphabet(vm, args[4], BASE64)?;
    let mut out = wrap(&encode(&data, &alphabet, 6, 4, padded), width, 4);
    if newline {
        out.push(b'\n');
    }
    bytes(vm, &out)
}
pub(super) fn b2a_base32(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = argument(vm, args[0])?;
    let padded = vm.truthy(args[1])?;
    let width = size_argument(vm, args[2])?;
    let alphabet = alphabet(vm, args[3], BASE32)?;
    bytes(vm, &wrap(&encode(&data, &alphabet, 5, 8, padded), width, 8))
}

/// How strictly text is read.
struct Rules<'a> {
    table: [u8; 256],
    bits: u32,
    unit: usize,
    name: &'static str,
    strict: bool,
    padded: bool,
    canonical: bool,
    /// Characters to skip; `None`: whatever is not in the alphabet.
    ignored: Option<&'a [u8]>,
}

fn decode(vm: &Vm, text: &[u8], rules: &Rules) -> PyResult<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let (mut held, mut count) = (0u32, 0);
    // Characters in the present group, padding seen in it, whether padding completed a group.
    let (mut digits, mut total, mut pads, mut complete) = (0, 0, 0, false);
    for &b in text {
        let padding = b == b'=' && (rules.padded || rules.table[b'=' as usize] == 255);
        if padding {
            if rules.strict && digits == 0 && !rules.skips(b) {
                let text = if total == 0 { "Leading padding not allowed" } else { "Excess padding not allowed" };
                return Err(error(vm, text));
            }
            if rules.strict && digits > 0 {
                rules.check_possible(vm, digits, total)?;
            }
            if rules.strict && complete {
                return Err(error(vm, "Excess padding not allowed"));
            }
            pads += (digits > 1) as usize;
            complete = digits > 1 && digits + pads >= rules.unit;
            continue;
        }
        let d = rules.table[b as usize];
        if d == 255 {
            if rules.skips(b) {
                continue;
            }
            return Err(error(vm, format!("Only {} data is allowed", rules.name)));
        }
        if rules.strict && pads > 0 {
            return Err(error(
                vm,
                if complete { "Excess data after padding" } else { "Discontinuous padding not allowed" },
            ));
        }
        (pads, complete) = (0, false);
        digits += 1;
        total += 1;
        held = held << rules.bits | d as u32;
        count += rules.bits;
        if count >= 8 {
            count -= 8;
            out.push((held >> count) as u8);
        }
        if digits == rules.unit {
            (digits, held, count) = (0, 0, 0);
        }
    }
    if digits > 0 {
        rules.check_possible(vm, digits, total)?;
        if rules.padded && !complete {
            return Err(error(vm, "Incorrect padding"));
        }
        rules.check_bits(vm, held, count)?;
    }
    Ok(out)
}

impl Rules<'_> {
    fn skips(&self, b: u8) -> bool {
        self.ignored.is_none_or(|ignored| ignored.contains(&b))
    }
    fn check_bits(&self, vm: &Vm, held: u32, count: u32) -> PyResult<()> {
        if self.canonical && held & ((1 << count) - 1) != 0 {
            return Err(error(vm, "Non-zero padding bits"));
        }
        Ok(())
    }
    /// Refuses a number of characters that no data encodes to.
    fn check_possible(&self, vm: &Vm, digits: usize, total: usize) -> PyResult<()> {
        let impossible = match self.unit {
            4 => digits == 1,
            _ => matches!(digits, 1 | 3 | 6),
        };
        if impossible {
            let which =
                if self.unit == 4 { "1 more than a multiple of 4" } else { "1, 3, or 6 more than a multiple of 8" };
            return Err(error(
                vm,
                format!("Invalid {}-encoded string: number of data characters ({total}) cannot be {which}", self.name),
            ));
        }
        Ok(())
    }
}

pub(super) fn a2b_base64(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text = ascii_argument(vm, args[0])?;
    let ignored = if args[4].is_unbound() { None } else { Some(argument(vm, args[4])?) };
    let strict = if args[1].is_unbound() { ignored.is_some() } else { vm.truthy(args[1])? };
    let rules = Rules {
        table: reverse(&alphabet(vm, args[3], BASE64)?),
        bits: 6,
        unit: 4,
        name: "base64",
        strict,
        padded: vm.truthy(args[2])?,
        canonical: vm.truthy(args[5])?,
        ignored: match &ignored {
            Some(ignored) => Some(ignored),
            None if strict => Some(b""),
            None => None,
        },
    };
    bytes(vm, &decode(vm, &text, &rules)?)
}
pub(super) fn a2b_base32(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text = ascii_argument(vm, args[0])?;
    let ignored = argument(vm, args[3])?;
    let rules = Rules {
        table: reverse(&alphabet(vm, args[2], BASE32)?),
        bits: 5,
        unit: 8,
        name: "base32",
        strict: true,
        padded: vm.truthy(args[1])?,
        canonical: vm.truthy(args[4])?,
        ignored: Some(&ignored),
    };
    bytes(vm, &decode(vm, &text, &rules)?)
}

pub(super) fn b2a_uu(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = argument(vm, args[0])?;
    if data.len() > 45 {
        return Err(error(vm, "At most 45 bytes at once"));
    }
    let mut padded = data.to_vec();
    padded.resize(data.len().next_multiple_of(3), 0);
    let mut out = vec![UU[data.len()]];
    out.extend(encode(&padded, &UU, 6, 4, false));
    if vm.truthy(args[1])? {
        out.iter_mut().filter(|b| **b == b' ').for_each(|b| *b = b'`');
    }
    out.push(b'\n');
    bytes(vm, &out)
}
pub(super) fn a2b_uu(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text = ascii_argument(vm, args[0])?;
    let Some((&first, rest)) = text.split_first() else { return Err(error(vm, "Missing length byte")) };
    let wanted = (first.wrapping_sub(b' ') & 63) as usize;
    let mut out = Vec::with_capacity(wanted);
    let (mut held, mut count, mut at) = (0u32, 0, 0);
    while out.len() < wanted {
        let d = match rest.get(at) {
            // Trailing blanks may have been lost.
            None | Some(b'\n' | b'\r') => 0,
            Some(b @ b' '..=b'`') => (b - b' ') as u32 & 63,
            Some(_) => return Err(error(vm, "Illegal char")),
        };
        at += 1;
        held = held << 6 | d;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((held >> count) as u8);
        }
    }
    if rest.iter().skip(at).any(|b| !matches!(b, b' ' | b'`' | b'\n' | b'\r')) {
        return Err(error(vm, "Trailing garbage"));
    }
    bytes(vm, &out)
}
