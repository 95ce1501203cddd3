//! Text of values: the format mini-language, `str.format`, `%` formatting, floats as text.
//!
//! `spec`, `number`, `decimal`, `float`, `int` and `complex` are plain functions of numbers and strings; this file connects them
//! with the machine, `fields` and `percent` run the two template languages.

pub mod complex;
pub mod decimal;
pub mod fields;
pub mod fields_parse;
pub mod float;
pub mod int;
pub mod number;
pub mod percent;
mod short;
pub mod spec;
#[cfg(test)]
mod tests;

pub use complex::complex_repr;
pub use decimal::round as round_float;
pub use float::{HexError, float_fromhex, float_hex, float_repr, parse_float, push_repr};

use crate::builtins::str::{Str, StrBuilder, Units};
use crate::exceptions::exc;
use crate::object::Ref;
use crate::value::Value;
use crate::{PyResult, Raised, Vm, throw};
use int::Int;
use number::Padded;
use spec::{Align, FormatError, Spec};

fn raise(vm: &Vm, e: FormatError) -> Raised {
    match e {
        FormatError::Value(text) => vm.error(exc::VALUE_ERROR, text),
        FormatError::Overflow(text) => vm.error(exc::OVERFLOW_ERROR, text),
    }
}

fn parse(vm: &Vm, spec: Ref<Str>, align: Align, default_type: char, type_name: &str) -> PyResult<Spec> {
    let parsed = match spec.as_ascii() {
        Some(text) => spec::parse(text.len(), |i| text.as_bytes()[i] as u32, align, default_type, type_name),
        None => {
            let units = spec.units();
            spec::parse(units.len(), |i| units.get(i), align, default_type, type_name)
        }
    };
    parsed.map_err(|e| raise(vm, e))
}

fn finish(vm: &Vm, result: Result<Padded, FormatError>) -> PyResult<Ref<Str>> {
    let p = result.map_err(|e| raise(vm, e))?;
    if p.left == 0 && p.middle == 0 && p.right == 0 && p.head.is_empty() {
        return Ok(vm.new_str(&p.body));
    }
    let mut out = StrBuilder::with_capacity(p.head.len() + p.body.len());
    out.fill(vm, p.fill, p.left)?;
    out.push_text(&p.head);
    out.fill(vm, p.fill, p.middle)?;
    out.push_text(&p.body);
    out.fill(vm, p.fill, p.right)?;
    Ok(out.finish(vm))
}

/// ValueError when a decimal text of `i` would exceed `sys.get_int_max_str_digits()`.
pub fn check_digits(vm: &Vm, i: Int) -> PyResult<()> {
    let Int::Big(i) = i else { return Ok(()) };
    let limit = vm.interp.int_max_str_digits.load(std::sync::atomic::Ordering::Relaxed) as usize;
    // 2^bits has about bits × log10(2) digits; only close calls are counted out.
    let about = (dashu_int::ops::BitTest::bit_len(i) as f64 * std::f64::consts::LOG10_2) as usize;
    if limit == 0 || about + 1 < limit || about <= limit && Int::Big(i).digits(10, false).len() <= limit {
        return Ok(());
    }
    throw!(
        vm,
        VALUE_ERROR,
        "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
    )
}

/// `format(i, spec)` of any integer; `type_name` is `int` or `bool`, for messages.
pub fn format_int(vm: &Vm, v: Value, spec: Ref<Str>, type_name: &str) -> PyResult<Ref<Str>> {
    let spec = parse(vm, spec, Align::Right, 'd', type_name)?;
    if let Some(text) = v.to_int().and_then(|i| short::int(i, &spec)) {
        return Ok(vm.new_ascii(text.bytes()));
    }
    let big;
    let i = match v.to_int() {
        Some(i) => Int::Small(i),
        None => {
            big = v.to_bigint(vm).expect("the caller passes an int");
            Int::Big(&big)
        }
    };
    if spec.ty == 'c' as u32 {
        return format_char(vm, i, &spec);
    }
    if matches!(char::from_u32(spec.ty), Some('\0' | 'd' | 'n')) {
        check_digits(vm, i)?;
    }
    finish(vm, int::format_int_spec(i, &spec, type_name))
}

/// An integer as the character it numbers.
fn format_char(vm: &Vm, i: Int, spec: &Spec) -> PyResult<Ref<Str>> {
    int::check_char(spec).map_err(|e| raise(vm, e))?;
    let code = match i {
        Int::Small(i @ 0..0x110000) => i as u32,
        Int::Small(_) => throw!(vm, OVERFLOW_ERROR, "%c arg not in range(0x110000)"),
        Int::Big(_) => throw!(vm, OVERFLOW_ERROR, "Python int too large to convert to C long"),
    };
    pad(vm, Units::Ucs4(&[code]), spec)
}

/// `format(x, spec)` of a float.
pub fn format_float(vm: &Vm, x: f64, spec: Ref<Str>) -> PyResult<Ref<Str>> {
    let spec = parse(vm, spec, Align::Right, 'g', "float")?;
    if let Some(text) = short::fixed(x, &spec) {
        return Ok(vm.new_ascii(text.bytes()));
    }
    finish(vm, float::format_float_spec(x, &spec, "float"))
}

/// `format(z, spec)` of a complex number.
pub fn format_complex(vm: &Vm, re: f64, im: f64, spec: Ref<Str>) -> PyResult<Ref<Str>> {
    let spec = parse(vm, spec, Align::Right, 'g', "complex")?;
    finish(vm, complex::format_complex_spec(re, im, &spec))
}

/// `format(s, spec)` of a string.
pub fn format_str(vm: &Vm, s: Ref<Str>, spec: Ref<Str>) -> PyResult<Ref<Str>> {
    if spec.is_empty() {
        return Ok(vm.exact_str(s));
    }
    let spec = parse(vm, spec, Align::Left, 's', "str")?;
    let refused = match spec {
        Spec { ty, .. } if ty != 0 && ty != 's' as u32 => {
            return spec::unknown_code(ty, "str").map_err(|e| raise(vm, e));
        }
        Spec { sign: b' ', .. } => "Space not allowed in string format specifier",
        Spec { sign: 1.., .. } => "Sign not allowed in string format specifier",
        Spec { no_negative_zero: true, .. } => "Negative zero coercion (z) not allowed in string format specifier",
        Spec { alternate: true, .. } => "Alternate form (#) not allowed in string format specifier",
        Spec { align: Align::AfterSign, .. } => "'=' alignment not allowed in string format specifier",
        _ => return pad(vm, s.units(), &spec),
    };
    throw!(vm, VALUE_ERROR, "{refused}")
}

/// A text cut to the precision and padded to the width.
fn pad(vm: &Vm, units: Units, spec: &Spec) -> PyResult<Ref<Str>> {
    let len = spec.precision.map_or(units.len(), |p| p.min(units.len()));
    let (left, right) = number::sides(len, spec.width, spec.align);
    let mut out = StrBuilder::with_capacity(len);
    out.fill(vm, spec.fill, left)?;
    out.push_units(units.slice(0, len));
    out.fill(vm, spec.fill, right)?;
    Ok(out.finish(vm))
}
