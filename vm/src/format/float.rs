//! Floats as text: `repr`, the mini-language, `float('…')`, hexadecimal.

use super::decimal::{self, Digits};
use super::number::{self, Padded, Parts};
use super::spec::{FormatError, Spec, unknown_code, value_error};

/// `repr(x)`: the shortest text that reads back as `x`.
pub fn float_repr(x: f64) -> String {
    let mut s = String::with_capacity(24);
    push_repr(&mut s, x, true);
    s
}

/// Appends the shortest text; `dot_zero`: a whole number gets `.0` (floats do, parts of complex numbers do not).
pub fn push_repr(s: &mut String, x: f64, dot_zero: bool) {
    if x.is_nan() {
        return s.push_str("nan");
    }
    if x.is_sign_negative() {
        s.push('-');
    }
    if x.is_infinite() {
        return s.push_str("inf");
    }
    let mut buffer = [0; 24];
    let (len, point) = decimal::shortest_into(x, &mut buffer);
    let digits = std::str::from_utf8(&buffer[..len]).expect("digits are ASCII");
    let zeros = |s: &mut String, n: usize| s.extend(std::iter::repeat_n('0', n));
    if point <= -4 || point > 16 {
        s.push_str(&digits[..1]);
        if len > 1 {
            s.push('.');
            s.push_str(&digits[1..]);
        }
        push_exponent(s, point - 1, 'e');
    } else if point <= 0 {
        s.push_str("0.");
        zeros(s, -point as usize);
        s.push_str(digits);
    } else if point as usize >= len {
        s.push_str(digits);
        zeros(s, point as usize - len);
        if dot_zero {
            s.push_str(".0");
        }
    } else {
        s.push_str(&digits[..point as usize]);
        s.push('.');
        s.push_str(&digits[point as usize..]);
    }
}

fn push_exponent(s: &mut String, exponent: i32, letter: char) {
    s.push(letter);
    s.push(if exponent < 0 { '-' } else { '+' });
    let e = exponent.unsigned_abs();
    if e < 10 {
        s.push('0');
    }
    s.push_str(&e.to_string());
}

/// The digits of a formatted magnitude: what separators group, then the rest.
#[derive(Default)]
pub(super) struct Rendered {
    pub integer: String,
    pub rest: String,
}

/// How the type letters differ.
struct Style {
    digits: Digits,
    exponential: bool,
    /// Digits wanted behind the point; `None`: those there are.
    places: Option<usize>,
    dot_zero: bool,
}

fn style(x: f64, ty: char, precision: Option<usize>, alternate: bool, dot_zero: bool) -> Style {
    match ty {
        'e' | 'E' => {
            let p = precision.unwrap_or(6);
            Style { digits: decimal::significant(x, p + 1), exponential: true, places: Some(p), dot_zero: false }
        }
        'f' | 'F' => {
            let p = precision.unwrap_or(6);
            Style { digits: decimal::fraction(x, p), exponential: false, places: Some(p), dot_zero: false }
        }
        _ if ty == '\0' && precision.is_none() => {
            let digits = decimal::shortest(x);
            let exponential = digits.point <= -4 || digits.point > 16;
            Style { digits, exponential, places: None, dot_zero }
        }
        _ => {
            let p = precision.unwrap_or(6).max(1);
            let mut digits = decimal::significant(x, p);
            let plain = ty == '\0';
            let exponential = digits.point <= -4 || digits.point > p as i32 - (plain && dot_zero) as i32;
            let places = match (alternate, exponential) {
                (false, _) => None,
                (true, true) => Some(p - 1),
                (true, false) => Some((p as i32 - digits.point).max(0) as usize),
            };
            if places.is_none() {
                digits.strip_zeros();
            }
            Style { digits, exponential, places, dot_zero: plain && dot_zero }
        }
    }
}

/// Formats the magnitude of a finite float.
fn render(spec: &Spec, x: f64, ty: char, precision: Option<usize>, dot_zero: bool) -> (Rendered, bool) {
    let style = style(x, ty, precision, spec.alternate, dot_zero);
    let zero = style.digits.is_zero();
    let (integer, mut fraction, exponent) = if style.exponential {
        let (first, others) = style.digits.text.split_at(1);
        (first.to_owned(), others.to_owned(), Some(style.digits.point - 1))
    } else {
        let (i, f) = style.digits.fixed();
        (i, f, None)
    };
    if let Some(places) = style.places {
        fraction.truncate(places);
        let missing = places - fraction.len();
        fraction.extend(std::iter::repeat_n('0', missing));
    } else if fraction.is_empty() && exponent.is_none() && style.dot_zero {
        fraction.push('0');
    }
    let mut rest = String::with_capacity(fraction.len() + 8);
    if !fraction.is_empty() || spec.alternate {
        rest.push('.');
        match spec.fraction_grouping {
            Some(separator) => rest.push_str(&number::group_fraction(&fraction, separator)),
            None => rest.push_str(&fraction),
        }
    }
    if let Some(e) = exponent {
        push_exponent(&mut rest, e, if ty.is_ascii_uppercase() { 'E' } else { 'e' });
    }
    (Rendered { integer, rest }, zero)
}

/// The float under a specification whose type letter belongs to floats. `type_name` is for messages.
pub fn format_float_spec(x: f64, spec: &Spec, type_name: &str) -> Result<Padded, FormatError> {
    let (rendered, negative) = render_checked(x, spec, type_name, true)?;
    let parts = Parts { negative, prefix: "", digits: &rendered.integer, rest: &rendered.rest, group: 3 };
    Ok(number::assemble(spec, parts))
}

/// Digits and sign of one float under a specification.
pub(super) fn render_checked(
    x: f64,
    spec: &Spec,
    type_name: &str,
    dot_zero: bool,
) -> Result<(Rendered, bool), FormatError> {
    let ty = char::from_u32(spec.ty).unwrap_or('\u{fffd}');
    if !matches!(ty, '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') {
        return unknown_code(spec.ty, type_name);
    }
    if spec.precision.is_some_and(|p| p > i32::MAX as usize) {
        return value_error("precision too big");
    }
    let percent = ty == '%';
    let x = if percent { x * 100.0 } else { x };
    let kind = match ty {
        '%' => 'f',
        'n' => 'g',
        c => c,
    };
    let mut negative = x.is_sign_negative() && !x.is_nan();
    let mut rendered = if x.is_finite() {
        let (r, zero) = render(spec, x, kind, spec.precision, dot_zero);
        negative &= !(zero && spec.no_negative_zero);
        r
    } else {
        let word = if x.is_nan() { "nan" } else { "inf" };
        let rest = if kind.is_ascii_uppercase() { word.to_ascii_uppercase() } else { word.to_owned() };
        Rendered { integer: String::new(), rest }
    };
    if percent {
        rendered.rest.push('%');
    }
    Ok((rendered, negative))
}

/// The text of `%e`, `%f`, `%g` and their capitals: no padding, the sign only when negative.
pub fn percent_float(x: f64, ty: char, precision: usize, alternate: bool) -> String {
    let mut spec = Spec::plain(super::spec::Align::Right);
    spec.alternate = alternate;
    spec.precision = Some(precision);
    spec.ty = ty as u32;
    let (r, negative) = render_checked(x, &spec, "float", false).expect("the type letter is a float's");
    let mut s = String::with_capacity(r.integer.len() + r.rest.len() + 1);
    if negative {
        s.push('-');
    }
    s.push_str(&r.integer);
    s.push_str(&r.rest);
    s
}

/// Reads a float as `float(text)` does: surrounding blanks, single underscores between digits, `inf`, `nan`.
pub fn parse_float(text: &str) -> Option<f64> {
    let t = text.trim_matches(|c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c));
    let body = t.strip_prefix(['+', '-']).unwrap_or(t);
    match body.bytes().next()? {
        b'0'..=b'9' | b'.' => {}
        b'i' | b'I' | b'n' | b'N' => {
            return if ["inf", "infinity", "nan"].iter().any(|w| body.eq_ignore_ascii_case(w)) {
                t.parse().ok()
            } else {
                None
            };
        }
        _ => return None,
    }
    if !body.contains('_') {
        return t.parse().ok();
    }
    let b = t.as_bytes();
    let digit = |i: usize| b.get(i).is_some_and(u8::is_ascii_digit);
    for (i, _) in b.iter().enumerate().filter(|&(_, &c)| c == b'_') {
        if i == 0 || !digit(i - 1) || !digit(i + 1) {
            return None;
        }
    }
    t.replace('_', "").parse().ok()
}

/// `float.hex()`
pub fn float_hex(x: f64) -> String {
    if !x.is_finite() {
        return float_repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let bits = x.to_bits();
    let (mantissa, exponent) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7ff) as i32);
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (lead, e) = if exponent == 0 { (0, -1022) } else { (1, exponent - 1023) };
    format!("{sign}0x{lead}.{mantissa:013x}p{e:+}")
}

/// Why `float.fromhex` refuses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HexError {
    Invalid,
    TooLarge,
}

impl HexError {
    pub fn text(self) -> &'static str {
        match self {
            HexError::Invalid => "invalid hexadecimal floating-point string",
            HexError::TooLarge => "hexadecimal value too large to represent as a float",
        }
    }
}

/// `float.fromhex(text)`: [`HexError::Invalid`] is a ValueError, [`HexError::TooLarge`] an OverflowError.
pub fn float_fromhex(text: &str) -> Result<f64, HexError> {
    let t = text.trim_matches(|c: char| matches!(c, ' ' | '\t'..='\r'));
    let (negative, body) = match t.as_bytes().first() {
        Some(b'-') => (true, &t[1..]),
        Some(b'+') => (false, &t[1..]),
        _ => (false, t),
    };
    let signed = |x: f64| if negative { -x } else { x };
    if body.eq_ignore_ascii_case("inf") || body.eq_ignore_ascii_case("infinity") {
        return Ok(signed(f64::INFINITY));
    }
    if body.eq_ignore_ascii_case("nan") {
        return Ok(signed(f64::NAN));
    }
    let body = body.strip_prefix("0x").or_else(|| body.strip_prefix("0X")).unwrap_or(body);
    let (mantissa, exponent) = match body.find(['p', 'P']) {
        Some(i) => (&body[..i], parse_exponent(&body[i + 1..])?),
        None => (body, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(HexError::Invalid);
    }
    // The leading 64 bits and whether anything but zeros follows them.
    let (mut bits, mut sticky, mut scale) = (0u64, false, exponent);
    let digits = whole.bytes().map(|b| (b, false)).chain(fraction.bytes().map(|b| (b, true)));
    for (b, behind) in digits {
        let d = (b as char).to_digit(16).ok_or(HexError::Invalid)? as u64;
        if bits >> 60 == 0 {
            bits = bits << 4 | d;
            scale -= if behind { 4 } else { 0 };
        } else {
            sticky |= d != 0;
            scale += if behind { 0 } else { 4 };
        }
    }
    Ok(signed(scale_to_float(bits, sticky, scale)?))
}

fn parse_exponent(text: &str) -> Result<i64, HexError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(HexError::Invalid);
    }
    // Exponents beyond any float's saturate.
    let magnitude = digits.parse::<i64>().unwrap_or(i64::MAX).min(1 << 60);
    Ok(if text.starts_with('-') { -magnitude } else { magnitude })
}

/// `bits × 2^scale`, rounded half to even.
fn scale_to_float(bits: u64, sticky: bool, scale: i64) -> Result<f64, HexError> {
    if bits == 0 {
        return Ok(0.0);
    }
    let top = 63 - bits.leading_zeros() as i64 + scale;
    if top > 1023 {
        return Err(HexError::TooLarge);
    }
    // The exponent of the last kept bit: 52 below the top, or the subnormals' fixed one.
    let unit = (top - 52).max(-1074);
    let drop = unit - scale;
    let mantissa = if drop <= 0 {
        bits << -drop
    } else if drop > 64 {
        0
    } else {
        let wide = bits as u128;
        let (kept, rest) = ((wide >> drop) as u64, wide & ((1u128 << drop) - 1));
        let half = 1u128 << (drop - 1);
        kept + (rest > half || rest == half && (sticky || kept & 1 == 1)) as u64
    };
    // A mantissa of 2^53 carries into the exponent by itself.
    let exponent = (unit + 1074) as u64;
    let encoded = if mantissa >> 52 == 0 { mantissa } else { (exponent << 52) + mantissa };
    let x = f64::from_bits(encoded);
    if x.is_infinite() { Err(HexError::TooLarge) } else { Ok(x) }
}
