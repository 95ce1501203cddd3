//! The kinds of items that arrays have: their sizes, and values to and from bytes.

use pyish_vm::builtins::memoryview::{Item, f64_to_half};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm, throw};

/// A typecode.
pub struct Kind {
    pub code: &'static str,
    pub size: usize,
    /// What the buffer protocol calls it.
    pub format: &'static str,
    /// The number of the machine's format in pickles.
    pub machine: i64,
}

const fn kind(code: &'static str, size: usize, format: &'static str, machine: i64) -> Kind {
    Kind { code, size, format, machine: if cfg!(target_endian = "big") && size > 1 { machine + 1 } else { machine } }
}

/// The typecodes, in the order in which they are named.
pub static KINDS: &[Kind] = &[
    kind("b", 1, "b", 1),
    kind("B", 1, "B", 0),
    kind("u", 4, "w", 20),
    kind("w", 4, "w", 20),
    kind("h", 2, "h", 4),
    kind("H", 2, "H", 2),
    kind("i", 4, "i", 8),
    kind("I", 4, "I", 6),
    kind("l", 8, "l", 12),
    kind("L", 8, "L", 10),
    kind("q", 8, "q", 12),
    kind("Q", 8, "Q", 10),
    kind("e", 2, "e", 26),
    kind("f", 4, "f", 14),
    kind("d", 8, "d", 16),
    kind("Zf", 8, "Zf", 22),
    kind("Zd", 16, "Zd", 24),
];

impl Kind {
    pub fn find(code: &str) -> Option<&'static Kind> {
        KINDS.iter().find(|k| k.code == code)
    }
    fn letter(&self) -> u8 {
        self.code.as_bytes()[0]
    }
    pub fn is_text(&self) -> bool {
        matches!(self.letter(), b'u' | b'w')
    }
    /// Whether equal values have equal bytes.
    pub fn is_exact(&self) -> bool {
        !matches!(self.letter(), b'e' | b'f' | b'd' | b'Z')
    }
    /// Bytes of what byteswap() turns around.
    pub fn swapped(&self) -> usize {
        if self.letter() == b'Z' { self.size / 2 } else { self.size }
    }

    /// The value of an item.
    pub fn read(&self, vm: &Vm, b: &[u8]) -> PyResult<Value> {
        match self.letter() {
            b'u' | b'w' => {
                let c = u32::from_ne_bytes(b.try_into().expect("four bytes"));
                if c > 0x10ffff {
                    if self.code == "w" {
                        throw!(vm, VALUE_ERROR, "chr() arg not in range(0x110000)");
                    }
                    throw!(vm, VALUE_ERROR, "character U+{c:x} is not in range [U+0000; U+10ffff]");
                }
                Ok(vm.new_str_from_units(std::iter::once(c))?.value())
            }
            b'Z' => {
                let (re, im) = b.split_at(self.size / 2);
                let part = |b: &[u8]| match Item::read(if self.size == 8 { b'f' } else { b'd' }, b) {
                    Item::Float(x) => x,
                    _ => 0.0,
                };
                Ok(vm.new_complex(part(re), part(im)))
            }
            code => Ok(Item::read(code, b).value(vm)),
        }
    }

    /// The bytes of a value, in the first `size` of sixteen.
    pub fn pack(&self, vm: &Vm, v: Value) -> PyResult<[u8; 16]> {
        let mut out = [0; 16];
        macro_rules! put {
            ($x:expr) => {{
                let bytes = $x.to_ne_bytes();
                out[..bytes.len()].copy_from_slice(&bytes);
            }};
        }
        match self.letter() {
            b'b' => {
                let i = small(vm, v, i16::MIN as i64, i16::MAX as i64, "signed short integer")?;
                put!(within(vm, i, i8::MIN as i64, i8::MAX as i64, "signed char")? as i8);
            }
            b'B' => put!(small(vm, v, 0, u8::MAX as i64, "unsigned byte integer")? as u8),
            b'h' => put!(small(vm, v, i16::MIN as i64, i16::MAX as i64, "signed short integer")? as i16),
            b'H' => {
                let i = small(vm, v, i32::MIN as i64, i32::MAX as i64, "signed integer")?;
                put!(within(vm, i, 0, u16::MAX as i64, "unsigned short")? as u16);
            }
            b'i' => put!(small(vm, v, i32::MIN as i64, i32::MAX as i64, "signed integer")? as i32),
            b'I' => match unsigned(vm, v)? {
                i if i > u32::MAX as u64 => throw!(vm, OVERFLOW_ERROR, "unsigned int is greater than maximum"),
                i => put!(i as u32),
            },
            b'l' => put!(small(vm, v, i64::MIN, i64::MAX, "")?),
            b'L' => put!(unsigned(vm, v)?),
            b'q' => match vm.int_to_i128(vm.index(v)?).map(i64::try_from) {
                Some(Ok(i)) => put!(i),
                _ => throw!(vm, OVERFLOW_ERROR, "int too big to convert"),
            },
            b'Q' => {
                let i = vm.index(v)?;
                match vm.int_to_i128(i).map(u64::try_from) {
                    Some(Ok(i)) => put!(i),
                    _ if is_negative(vm, i)? => throw!(vm, OVERFLOW_ERROR, "can't convert negative int to unsigned"),
                    _ => throw!(vm, OVERFLOW_ERROR, "int too big to convert"),
                }
            }
            b'e' => match f64_to_half(vm.to_f64(v)?) {
                Some(h) => put!(h),
                None => throw!(vm, OVERFLOW_ERROR, "float too large to pack with e format"),
            },
            b'f' => put!(vm.to_f64(v)? as f32),
            b'd' => put!(vm.to_f64(v)?),
            b'Z' => {
                let (re, im) = vm.to_complex(v)?;
                let half = self.size / 2;
                for (at, x) in [(0, re), (half, im)] {
                    let part = &mut out[at..at + half];
                    if half == 4 {
                        part.copy_from_slice(&(x as f32).to_ne_bytes());
                    } else {
                        part.copy_from_slice(&x.to_ne_bytes());
                    }
                }
            }
            _ => {
                let Some(s) = v.to_str() else {
                    let given = vm.type_name(v);
                    throw!(vm, TYPE_ERROR, "array item must be a unicode character, not {given}");
                };
                let mut units = s.units().iter();
                match (units.next(), s.len()) {
                    (Some(c), 1) => put!(c),
                    (_, n) => {
                        throw!(vm, TYPE_ERROR, "array item must be a unicode character, not a string of length {n}")
                    }
                }
            }
        }
        Ok(out)
    }
}

fn is_negative(vm: &Vm, i: Value) -> PyResult<bool> {
    vm.compare_bool(i, Value::int(0), pyish_vm::object::CompareOp::Lt)
}
fn within(vm: &Vm, i: i64, low: i64, high: i64, what: &str) -> PyResult<i64> {
    if i > high {
        throw!(vm, OVERFLOW_ERROR, "{what} is greater than maximum");
    }
    if i < low {
        throw!(vm, OVERFLOW_ERROR, "{what} is less than minimum");
    }
    Ok(i)
}
/// An integer that C takes as a long and then cuts down.
fn small(vm: &Vm, v: Value, low: i64, high: i64, what: &str) -> PyResult<i64> {
    match vm.int_to_i128(vm.index(v)?).map(i64::try_from) {
        Some(Ok(i)) => within(vm, i, low, high, what),
        _ => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C long"),
    }
}
fn unsigned(vm: &Vm, v: Value) -> PyResult<u64> {
    let i = vm.index(v)?;
    match vm.int_to_i128(i).map(u64::try_from) {
        Some(Ok(i)) => Ok(i),
        _ if is_negative(vm, i)? => throw!(vm, OVERFLOW_ERROR, "can't convert negative value to unsigned int"),
        _ => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C unsigned long"),
    }
}
