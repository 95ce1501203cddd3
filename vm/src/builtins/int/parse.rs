//! Text to `int`.

use dashu_int::{IBig, UBig};

use crate::value::Value;
use crate::{PyResult, Vm, throw};

/// An int of digits that the parser accepted.
pub fn from_digits(vm: &Vm, digits: &str, radix: u32, negative: bool) -> Value {
    let magnitude = UBig::from_str_radix(digits, radix).expect("the parser accepted the digits");
    let i = IBig::from(magnitude);
    vm.new_bigint(&if negative { -i } else { i })
}

/// Up to 18 decimal digits with nothing around them, as most texts of numbers are.
pub fn short_decimal(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    text.bytes().try_fold(0, |n, b| if b.is_ascii_digit() { Some(n * 10 + (b - b'0') as i64) } else { None })
}

/// `int(text, base)`; `shown` is the repr of the argument, for the error.
pub fn parse_text(vm: &Vm, text: &str, base: u32, shown: &str) -> PyResult<Value> {
    let fail = || {
        vm.error(crate::exceptions::exc::VALUE_ERROR, format!("invalid literal for int() with base {base}: {shown}"))
    };
    let ascii: String = text
        .trim_matches(|c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c))
        .chars()
        .map(to_ascii_digit)
        .collect();
    let mut s: &str = &ascii;
    let negative = s.starts_with('-');
    if negative || s.starts_with('+') {
        s = &s[1..];
    }
    let prefix = match s.get(..2).map(|p| p.to_ascii_lowercase()).as_deref() {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 0,
    };
    let mut radix = base;
    if prefix != 0 && (base == 0 || base == prefix) {
        radix = prefix;
        s = &s[2..];
        // An underscore may follow the prefix.
        s = s.strip_prefix('_').filter(|rest| !rest.starts_with('_')).unwrap_or(s);
    } else if base == 0 {
        radix = 10;
        let zeros = s.chars().all(|c| c == '0' || c == '_');
        if s.starts_with('0') && !zeros {
            return Err(fail());
        }
    }
    if s.is_empty() || s.starts_with('_') || s.ends_with('_') || s.contains("__") {
        return Err(fail());
    }
    let digits: String = s.chars().filter(|c| *c != '_').collect();
    if !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(fail());
    }
    if digits.len() <= 18 && radix <= 10 {
        let i = i64::from_str_radix(&digits, radix).expect("the digits were checked");
        return Ok(Value::int(if negative { -i } else { i }));
    }
    let limit = vm.interp.int_max_str_digits.load(std::sync::atomic::Ordering::Relaxed) as usize;
    if !radix.is_power_of_two() && limit != 0 && digits.len() > limit {
        throw!(
            vm,
            VALUE_ERROR,
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {} digits; use sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        );
    }
    Ok(from_digits(vm, &digits, radix, negative))
}

/// Decimal digits of other scripts count as ASCII ones.
fn to_ascii_digit(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match crate::unicode::decimal(c as u32) {
        Some(d) => (b'0' + d as u8) as char,
        None => c,
    }
}
