//! Floats to decimal digits: shortest (`repr`), to a number of significant digits, to a number of fraction digits; all exact.

use std::fmt::Write;

/// More digits than any double has behind its first significant one, or behind its point; what follows is zeros.
const MAX_DIGITS: usize = 1100;

/// The value `0.d1d2d3… × 10^point` of a finite, non-negative float. Zero has one digit `0` and point 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Digits {
    /// ASCII digits.
    pub text: String,
    pub point: i32,
}

/// The shortest digits that read back as `x`, without trailing zeros.
pub fn shortest(x: f64) -> Digits {
    let mut buffer = [0; 24];
    let (len, point) = shortest_into(x, &mut buffer);
    Digits { text: buffer[..len].iter().map(|&b| b as char).collect(), point }
}

/// As [`shortest`], into a buffer: number of digits, and point.
pub fn shortest_into(x: f64, out: &mut [u8; 24]) -> (usize, i32) {
    if x == 0.0 {
        out[0] = b'0';
        return (1, 1);
    }
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(x.abs()).as_bytes();
    let (mut len, mut point, mut exponent, mut seen_point) = (0, 0, 0, false);
    for (i, &b) in text.iter().enumerate() {
        match b {
            b'.' => seen_point = true,
            b'e' => {
                let e = std::str::from_utf8(&text[i + 1..]).expect("an exponent is ASCII");
                exponent = e.parse::<i32>().expect("an exponent is a number");
                break;
            }
            b'0' if len == 0 => point -= seen_point as i32,
            _ => {
                out[len] = b;
                len += 1;
                point += !seen_point as i32;
            }
        }
    }
    while len > 1 && out[len - 1] == b'0' {
        len -= 1;
    }
    (len, point + exponent)
}

/// `count` significant digits (at least one), correctly rounded, half to even.
pub fn significant(x: f64, count: usize) -> Digits {
    let shown = count.min(MAX_DIGITS);
    let mut buffer = String::with_capacity(shown + 8);
    write!(buffer, "{:.*e}", shown - 1, x.abs()).expect("writing to a string cannot fail");
    let (mantissa, exponent) = buffer.split_once('e').expect("scientific notation has an exponent");
    let mut text = String::with_capacity(count);
    text.extend(mantissa.chars().filter(|&c| c != '.'));
    text.extend(std::iter::repeat_n('0', count - shown));
    let point = exponent.parse::<i32>().expect("an exponent is a number") + 1;
    Digits { text, point: if x == 0.0 { 1 } else { point } }
}

/// `|x| × 10^count` as a whole number, correctly rounded, half to even, where 128 bits of arithmetic suffice: sizes and places as
/// programs print them.
pub(super) fn scaled(x: f64, count: usize) -> Option<u64> {
    const POWERS: [u64; 16] = {
        let mut powers = [1; 16];
        let mut i = 1;
        while i < 16 {
            powers[i] = powers[i - 1] * 10;
            i += 1;
        }
        powers
    };
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32 - 1075;
    // Below 2^-64 everything rounds to 0, but that needs no speed; from 2^53 on there is no fraction.
    if count >= POWERS.len() || !(-116..0).contains(&exponent) {
        return None;
    }
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    let n = mantissa as u128 * POWERS[count] as u128;
    let shift = -exponent as u32;
    let (whole, rest, half) = (n >> shift, n & ((1 << shift) - 1), 1 << (shift - 1));
    let up = rest > half || rest == half && whole & 1 == 1;
    u64::try_from(whole + up as u128).ok()
}

/// All digits down to the `count`-th behind the point, correctly rounded, half to even.
pub fn fraction(x: f64, count: usize) -> Digits {
    if let Some(n) = scaled(x, count) {
        let text = format!("{n:0width$}", width = count + 1);
        let point = (text.len() - count) as i32;
        return Digits { text, point };
    }
    let shown = count.min(MAX_DIGITS);
    let mut text = String::with_capacity(count + 24);
    write!(text, "{:.*}", shown, x.abs()).expect("writing to a string cannot fail");
    let point = text.find('.').unwrap_or(text.len());
    if point < text.len() {
        text.remove(point);
    }
    text.extend(std::iter::repeat_n('0', count - shown));
    Digits { text, point: point as i32 }
}

impl Digits {
    pub fn strip_zeros(&mut self) {
        let keep = self.text.trim_end_matches('0').len().max(1);
        self.text.truncate(keep);
    }
    pub fn is_zero(&self) -> bool {
        self.text.bytes().all(|b| b == b'0')
    }
    /// The digits before and behind the point.
    pub fn fixed(&self) -> (String, String) {
        let (d, point) = (&self.text, self.point);
        if point <= 0 {
            let mut f = "0".repeat(-point as usize);
            f.push_str(d);
            return ("0".to_owned(), f);
        }
        let point = point as usize;
        if point >= d.len() {
            let mut i = d.clone();
            i.extend(std::iter::repeat_n('0', point - d.len()));
            return (i, String::new());
        }
        (d[..point].to_owned(), d[point..].to_owned())
    }
}

/// `x` rounded to a multiple of `10^-ndigits`, half to even; `None` when the result is too large for a float.
pub fn round(x: f64, ndigits: i64) -> Option<f64> {
    if !x.is_finite() || x == 0.0 || ndigits > 323 {
        return Some(x);
    }
    if ndigits < -308 {
        return Some(0.0 * x);
    }
    if let Ok(places) = usize::try_from(ndigits)
        && let Some(n) = scaled(x, places).filter(|n| *n < 1 << 53)
    {
        // Both are exact, and division rounds correctly.
        return Some((n as f64 / 10f64.powi(places as i32)).copysign(x));
    }
    let text = if ndigits >= 0 {
        format!("{:.*}", ndigits as usize, x.abs())
    } else {
        round_integer(&format!("{}", x.abs().trunc()), x.fract() != 0.0, -ndigits as usize)
    };
    let r: f64 = text.parse().expect("digits are a number");
    if r.is_infinite() { None } else { Some(r.copysign(x)) }
}

/// Rounds a decimal integer to a multiple of `10^places`; `sticky`: the value has a fraction besides.
fn round_integer(digits: &str, sticky: bool, places: usize) -> String {
    if digits.len() < places {
        return "0".to_owned();
    }
    let (kept, dropped) = digits.as_bytes().split_at(digits.len() - places);
    let rest = sticky || dropped[1..].iter().any(|&b| b != b'0');
    let odd = kept.last().is_some_and(|b| b & 1 == 1);
    let up = dropped[0] > b'5' || dropped[0] == b'5' && (rest || odd);
    let mut out: Vec<u8> = std::iter::once(b'0').chain(kept.iter().copied()).collect();
    if up {
        for b in out.iter_mut().rev() {
            if *b == b'9' {
                *b = b'0';
            } else {
                *b += 1;
                break;
            }
        }
    }
    out.extend(std::iter::repeat_n(b'0', places));
    String::from_utf8(out).expect("digits are ASCII")
}
