//! Alphabets of 85 characters: base85 and Ascii85.

use super::{alphabet, argument, ascii_argument, bytes, error, reverse, size_argument, wrap};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

pub const BASE85: &[u8; 85] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
pub const Z85: &[u8; 85] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
pub const ASCII85: [u8; 85] = {
    let mut all = [0; 85];
    let mut i = 0;
    while i < 85 {
        all[i] = b'!' + i as u8;
        i += 1;
    }
    all
};

/// Words of four bytes as five characters; `short` may give a shorter form for a word.
fn encode(data: &[u8], alphabet: &[u8; 85], pad: bool, short: impl Fn(u32) -> Option<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 4 * 5 + 5);
    for chunk in data.chunks(4) {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        let mut n = u32::from_be_bytes(word);
        let whole = chunk.len() == 4 || pad;
        if let (Some(b), true) = (short(n), whole) {
            out.push(b);
            continue;
        }
        let mut five = [0; 5];
        for slot in five.iter_mut().rev() {
            *slot = alphabet[(n % 85) as usize];
            n /= 85;
        }
        out.extend(&five[..if whole { 5 } else { chunk.len() + 1 }]);
    }
    out
}

pub(super) fn b2a_base85(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = argument(vm, args[0])?;
    let pad = vm.truthy(args[1])?;
    let width = size_argument(vm, args[2])?;
    let alphabet = alphabet(vm, args[3], BASE85)?;
    bytes(vm, &wrap(&encode(&data, &alphabet, pad, |_| None), width, 5))
}
pub(super) fn b2a_ascii85(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = argument(vm, args[0])?;
    let fold = vm.truthy(args[1])?;
    let width = size_argument(vm, args[2])?;
    let (pad, adobe) = (vm.truthy(args[3])?, vm.truthy(args[4])?);
    let mut out = encode(&data, &ASCII85, pad, |n| match n {
        0 => Some(b'z'),
        0x2020_2020 if fold => Some(b'y'),
        _ => None,
    });
    if adobe {
        out.splice(0..0, *b"<~");
    }
    let mut out = wrap(&out, width, 1);
    if adobe {
        let last = out.len() - out.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        if width > 0 && last + 2 > width {
            out.push(b'\n');
        }
        out.extend(b"~>");
    }
    bytes(vm, &out)
}

/// Collects digits of base 85 into words.
struct Words {
    out: Vec<u8>,
    digits: Vec<u64>,
}
enum Trouble {
    Overflow,
    Incomplete,
    NotCanonical,
}
impl Words {
    fn push(&mut self, d: u8) -> Result<(), Trouble> {
        self.digits.push(d as u64);
        if self.digits.len() == 5 {
            self.flush(4)?;
        }
        Ok(())
    }
    fn flush(&mut self, keep: usize) -> Result<(), Trouble> {
        let n = self.digits.iter().fold(0, |n, d| n * 85 + d);
        let word = u32::try_from(n).map_err(|_| Trouble::Overflow)?;
        self.out.extend(&word.to_be_bytes()[..keep]);
        self.digits.clear();
        Ok(())
    }
    /// Ends the last group, which stands for one byte less than it has digits.
    fn finish(&mut self, canonical: bool, alphabet: &[u8; 85]) -> Result<(), Trouble> {
        let n = self.digits.len();
        match n {
            0 => return Ok(()),
            1 => return Err(Trouble::Incomplete),
            _ => {}
        }
        let given: Vec<u8> = self.digits.iter().map(|&d| alphabet[d as usize]).collect();
        self.digits.resize(5, 84);
        let from = self.out.len();
        self.flush(n - 1)?;
        if canonical && encode(&self.out[from..], alphabet, false, |_| None) != given {
            return Err(Trouble::NotCanonical);
        }
        Ok(())
    }
}

pub(super) fn a2b_base85(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text = ascii_argument(vm, args[0])?;
    let alphabet = alphabet(vm, args[1], BASE85)?;
    let ignored = argument(vm, args[2])?;
    let canonical = vm.truthy(args[3])?;
    let table = reverse(&alphabet);
    let mut words = Words { out: Vec::new(), digits: Vec::new() };
    let fail = |trouble: Trouble, at: usize| match trouble {
        Trouble::Overflow => error(vm, format!("Base85 overflow in hunk starting at byte {}", at / 5 * 5)),
        Trouble::Incomplete => error(vm, "Incomplete Base85 group"),
        Trouble::NotCanonical => error(vm, "Non-canonical encoding"),
    };
    for (i, &b) in text.iter().enumerate() {
        match table[b as usize] {
            255 if ignored.contains(&b) => {}
            255 => return Err(error(vm, format!("bad Base85 character at position {i}"))),
            d => words.push(d).map_err(|t| fail(t, i))?,
        }
    }
    words.finish(canonical, &alphabet).map_err(|t| fail(t, text.len().saturating_sub(1)))?;
    bytes(vm, &words.out)
}
pub(super) fn a2b_ascii85(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text = ascii_argument(vm, args[0])?;
    let (fold, adobe) = (vm.truthy(args[1])?, vm.truthy(args[2])?);
    let ignored = argument(vm, args[3])?;
    let canonical = vm.truthy(args[4])?;
    let mut body = &text[..];
    if adobe {
        body = match body.strip_suffix(b"~>") {
            Some(body) => body.strip_prefix(b"<~").unwrap_or(body),
            None => return Err(error(vm, "Ascii85 encoded byte sequences must end with b'~>'")),
        };
    }
    let mut words = Words { out: Vec::new(), digits: Vec::new() };
    let fail = |trouble: Trouble| match trouble {
        Trouble::Overflow => error(vm, "Ascii85 overflow"),
        Trouble::Incomplete => error(vm, "Incomplete Ascii85 group"),
        Trouble::NotCanonical => error(vm, "Non-canonical encoding"),
    };
    for &b in body {
        match b {
            b'!'..=b'u' => words.push(b - b'!').map_err(fail)?,
            b'z' | b'y' if (b == b'z' || fold) && !words.digits.is_empty() => {
                return Err(error(vm, format!("'{}' inside Ascii85 5-tuple", b as char)));
            }
            b'z' => words.out.extend([0; 4]),
            b'y' if fold => words.out.extend(*b"    "),
            _ if ignored.contains(&b) => {}
            _ => return Err(error(vm, format!("Non-Ascii85 digit found: {}", b as char))),
        }
    }
    words.finish(canonical, &ASCII85).map_err(fail)?;
    bytes(vm, &words.out)
}
