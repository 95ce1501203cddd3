//! Integers under the mini-language.

use dashu_int::IBig;

use super::float;
use super::number::{self, Padded, Parts};
use super::spec::{FormatError, Spec, unknown_code, value_error};

/// An integer of either size.
#[derive(Clone, Copy)]
pub enum Int<'a> {
    Small(i64),
    Big(&'a IBig),
}

impl Int<'_> {
    pub fn is_negative(self) -> bool {
        match self {
            Int::Small(i) => i < 0,
            Int::Big(i) => i.sign() == dashu_int::Sign::Negative,
        }
    }
    /// The digits of the magnitude.
    pub fn digits(self, radix: u8, uppercase: bool) -> String {
        match self {
            Int::Small(i) => {
                let m = i.unsigned_abs();
                match radix {
                    2 => format!("{m:b}"),
                    8 => format!("{m:o}"),
                    10 => m.to_string(),
                    _ if uppercase => format!("{m:X}"),
                    _ => format!("{m:x}"),
                }
            }
            Int::Big(i) => {
                let text = match radix {
                    10 => i.to_string(),
                    _ if uppercase => format!("{:#}", i.in_radix(radix)),
                    _ => i.in_radix(radix).to_string(),
                };
                text.strip_prefix('-').map(str::to_owned).unwrap_or(text)
            }
        }
    }
    /// The nearest float, unless it is too large.
    pub fn to_float(self) -> Option<f64> {
        match self {
            Int::Small(i) => Some(i as f64),
            Int::Big(i) => Some(i.to_f64().value()).filter(|x| x.is_finite()),
        }
    }
}

/// An integer under a specification; the type letter `c` is the caller's, after [`check_char`].
pub fn format_int_spec(i: Int, spec: &Spec, type_name: &str) -> Result<Padded, FormatError> {
    let ty = char::from_u32(spec.ty).unwrap_or('\u{fffd}');
    let (radix, prefix, group) = match ty {
        '\0' | 'd' | 'n' => (10, "", 3),
        'b' => (2, "0b", 4),
        'o' => (8, "0o", 4),
        'x' => (16, "0x", 4),
        'X' => (16, "0X", 4),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            let x = i.to_float().ok_or(FormatError::Overflow("int too large to convert to float"))?;
            return float::format_float_spec(x, spec, type_name);
        }
        _ => return unknown_code(spec.ty, type_name),
    };
    check_integer(spec)?;
    let digits = i.digits(radix, ty == 'X');
    let prefix = if spec.alternate { prefix } else { "" };
    Ok(number::assemble(spec, Parts { negative: i.is_negative(), prefix, digits: &digits, rest: "", group }))
}

fn check_integer(spec: &Spec) -> Result<(), FormatError> {
    if spec.precision.is_some() {
        return value_error("Precision not allowed in integer format specifier");
    }
    if spec.no_negative_zero {
        return value_error("Negative zero coercion (z) not allowed in integer format specifier");
    }
    Ok(())
}

/// Refuses what the type letter `c` cannot have.
pub fn check_char(spec: &Spec) -> Result<(), FormatError> {
    check_integer(spec)?;
    if spec.sign != 0 {
        return value_error("Sign not allowed with integer format specifier 'c'");
    }
    if spec.alternate {
        return value_error("Alternate form (#) not allowed with integer format specifier 'c'");
    }
    Ok(())
}
