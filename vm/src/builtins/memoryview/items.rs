//! Items of a memoryview: their sizes, reading, writing, and walking all of them.

use super::MemoryView;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// Bytes of a native item type.
pub fn size_of_code(code: u8) -> Option<usize> {
    Some(match code {
        b'c' | b'b' | b'B' | b'?' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
        _ => return None,
    })
}

pub fn static_format(code: u8) -> &'static str {
    const LETTERS: &str = "cbB?hHeiIflLqQnNdP";
    match LETTERS.find(code as char) {
        Some(i) => &LETTERS[i..i + 1],
        None => "B",
    }
}

/// An item out of memory.
#[derive(Clone, Copy, PartialEq)]
pub enum Item {
    Int(i64),
    Unsigned(u64),
    Float(f64),
    Bool(bool),
    Char(u8),
}

impl Item {
    /// Reads an item at the start of `b`.
    pub fn read(code: u8, b: &[u8]) -> Item {
        macro_rules! get {
            ($ty:ty) => {
                <$ty>::from_ne_bytes(b[..size_of::<$ty>()].try_into().expect("an item of its type's size"))
            };
        }
        match code {
            b'c' => Item::Char(b[0]),
            b'b' => Item::Int(b[0] as i8 as i64),
            b'?' => Item::Bool(b[0] != 0),
            b'h' => Item::Int(get!(i16) as i64),
            b'H' => Item::Int(get!(u16) as i64),
            b'i' => Item::Int(get!(i32) as i64),
            b'I' => Item::Int(get!(u32) as i64),
            b'l' | b'q' | b'n' => Item::Int(get!(i64)),
            b'L' | b'Q' | b'N' | b'P' => Item::Unsigned(get!(u64)),
            b'e' => Item::Float(half_to_f64(get!(u16))),
            b'f' => Item::Float(get!(f32) as f64),
            b'd' => Item::Float(get!(f64)),
            _ => Item::Int(b[0] as i64),
        }
    }
    pub fn value(self, vm: &Vm) -> Value {
        match self {
            Item::Int(i) => vm.new_int(i),
            Item::Unsigned(i) => vm.new_int_u64(i),
            Item::Float(x) => vm.new_float(x),
            Item::Bool(b) => Value::bool(b),
            Item::Char(c) => vm.new_bytes(&[c]).value(),
        }
    }
    /// Equality as Python has it between the items' values.
    pub fn same(self, other: Item) -> bool {
        use Item::*;
        let number = |x: Item| match x {
            Int(i) => Some(i as i128),
            Unsigned(i) => Some(i as i128),
            Bool(b) => Some(b as i128),
            Float(x) if x.fract() == 0.0 && x.abs() < 1e30 => Some(x as i128),
            _ => None,
        };
        match (self, other) {
            (Char(a), Char(b)) => a == b,
            (Float(a), Float(b)) => a == b,
            (a, b) => number(a).is_some() && number(a) == number(b),
        }
    }
}

/// The value of a half-precision float.
pub fn half_to_f64(h: u16) -> f64 {
    let sign = if h >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, mantissa) = ((h >> 10 & 31) as i32, (h & 1023) as f64);
    sign * match exponent {
        0 => mantissa * 2f64.powi(-24),
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        e => (mantissa + 1024.0) * 2f64.powi(e - 25),
    }
}

/// The nearest half-precision float, half to even; `None` when it overflows.
pub fn f64_to_half(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    let a = x.abs();
    if a.is_nan() {
        return Some(sign | 0x7e00);
    }
    if a.is_infinite() {
        return Some(sign | 0x7c00);
    }
    if a < 2f64.powi(-14) {
        // Subnormal halves are multiples of 2^-24; one that rounds up to 2^-14 has the right bits by itself.
        return Some(sign | (a * 2f64.powi(24)).round_ties_even() as u16);
    }
    let e = (a.to_bits() >> 52) as i32 - 1023;
    let bits = (a * 2f64.powi(10 - e)).round_ties_even() as u32 + ((e + 14) as u32) * 1024;
    // The mantissa's leading 1024 carries one into the exponent.
    if bits >= 0x7c00 { None } else { Some(sign | bits as u16) }
}

fn wrong_type<T>(vm: &Vm, format: &str) -> PyResult<T> {
    throw!(vm, TYPE_ERROR, "memoryview: invalid type for format '{format}'")
}
fn wrong_value<T>(vm: &Vm, format: &str) -> PyResult<T> {
    throw!(vm, VALUE_ERROR, "memoryview: invalid value for format '{format}'")
}

/// The bytes of a value as an item.
pub fn pack(vm: &Vm, code: u8, format: &str, v: Value) -> PyResult<Vec<u8>> {
    match code {
        b'c' => match v.to_bytes() {
            Some(b) if b.len() == 1 => Ok(b.as_slice().to_vec()),
            Some(_) => wrong_value(vm, format),
            None => wrong_type(vm, format),
        },
        b'?' => Ok(vec![vm.truthy(v)? as u8]),
        b'e' | b'f' | b'd' => {
            let x = match vm.to_f64(v) {
                Ok(x) => x,
                Err(e) if e.matches(vm, crate::exceptions::exc::TYPE_ERROR) => return wrong_type(vm, format),
                Err(e) => return Err(e),
            };
            match code {
                b'd' => Ok(x.to_ne_bytes().to_vec()),
                b'f' => Ok((x as f32).to_ne_bytes().to_vec()),
                _ => match f64_to_half(x) {
                    Some(h) => Ok(h.to_ne_bytes().to_vec()),
                    None => wrong_value(vm, format),
                },
            }
        }
        _ => pack_int(vm, code, format, v),
    }
}

fn pack_int(vm: &Vm, code: u8, format: &str, v: Value) -> PyResult<Vec<u8>> {
    if !vm.is_index(v) {
        return wrong_type(vm, format);
    }
    let big = vm.index(v)?;
    let Some(i) = vm.int_to_i128(big) else { return wrong_value(vm, format) };
    macro_rules! put {
        ($ty:ty) => {
            match <$ty>::try_from(i) {
                Ok(x) => Ok(x.to_ne_bytes().to_vec()),
                Err(_) => wrong_value(vm, format),
            }
        };
    }
    match code {
        b'b' => put!(i8),
        b'h' => put!(i16),
        b'H' => put!(u16),
        b'i' => put!(i32),
        b'I' => put!(u32),
        b'l' | b'q' | b'n' => put!(i64),
        b'L' | b'Q' | b'N' | b'P' => put!(u64),
        _ => put!(u8),
    }
}

impl Ref<MemoryView> {
    /// The bytes of the item at an offset.
    pub(super) fn item_bytes(self, offset: i64) -> &'static [u8] {
        // SAFETY: offsets are made of checked indices, and the view keeps its memory alive.
        unsafe {
            std::slice::from_raw_parts((self.data.get() as *const u8).offset(offset as isize), self.itemsize as usize)
        }
    }
    /// Writes the item at an offset.
    pub(super) fn write_item(self, offset: i64, bytes: &[u8]) {
        debug_assert_eq!(bytes.len(), self.itemsize as usize);
        // SAFETY: as in `item_bytes`, and the view is writable.
        unsafe {
            std::ptr::copy_nonoverlapping(
                bytes.as_ptr(),
                (self.data.get() as *mut u8).offset(offset as isize),
                bytes.len(),
            )
        };
    }
    /// Offsets of all items in C order.
    pub(super) fn offsets(self) -> Vec<i64> {
        offsets(self.dims(), self.strides())
    }
}

/// Offsets of all items in C order.
pub(super) fn offsets(dims: &[i64], strides: &[i64]) -> Vec<i64> {
    let mut all = vec![0];
    for (&len, &stride) in dims.iter().zip(strides) {
        all = all.iter().flat_map(|base| (0..len).map(move |i| base + i * stride)).collect();
    }
    all
}

/// All bytes in C order.
pub(super) fn gather(m: Ref<MemoryView>) -> Vec<u8> {
    if m.is_c_contiguous() {
        if m.nbytes() == 0 {
            return Vec::new();
        }
        // SAFETY: a contiguous view is one block of that many bytes.
        return unsafe { std::slice::from_raw_parts(m.data.get() as *const u8, m.nbytes()) }.to_vec();
    }
    m.offsets().iter().flat_map(|&o| m.item_bytes(o)).copied().collect()
}
