//! Complex numbers under the mini-language.

use super::float::{push_repr, render_checked};
use super::number::{self, Padded};
use super::spec::{Align, FormatError, Grouping, Spec, value_error};

/// `repr(complex)`
pub fn complex_repr(re: f64, im: f64) -> String {
    let mut s = String::new();
    if re == 0.0 && re.is_sign_positive() {
        push_repr(&mut s, im, false);
        s.push('j');
        return s;
    }
    s.push('(');
    push_repr(&mut s, re, false);
    if !im.is_sign_negative() || im.is_nan() {
        s.push('+');
    }
    push_repr(&mut s, im, false);
    s.push_str("j)");
    s
}

/// A complex number under a specification.
pub fn format_complex_spec(re: f64, im: f64, spec: &Spec) -> Result<Padded, FormatError> {
    if !matches!(char::from_u32(spec.ty), Some('\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n')) {
        return super::spec::unknown_code(spec.ty, "complex");
    }
    if spec.fill == '0' as u32 {
        return value_error("Zero padding is not allowed in complex format specifier");
    }
    if spec.align == Align::AfterSign {
        return value_error("'=' alignment flag is not allowed in complex format specifier");
    }
    let plain = spec.ty == 0;
    let skip_real = plain && re == 0.0 && re.is_sign_positive();
    let mut body = String::new();
    let part = |x: f64, sign: u8, body: &mut String| -> Result<(), FormatError> {
        let (r, negative) = render_checked(x, spec, "complex", false)?;
        match sign {
            _ if negative => body.push('-'),
            0 | b'-' => {}
            sign => body.push(sign as char),
        }
        if r.integer.is_empty() {
            body.push_str(&r.rest);
        } else {
            body.push_str(&number::group_integer(&r.integer, spec.grouping.map(Grouping::char), 3, 0));
            body.push_str(&r.rest);
        }
        Ok(())
    };
    if skip_real {
        part(im, spec.sign, &mut body)?;
        body.push('j');
    } else {
        if plain {
            body.push('(');
        }
        part(re, spec.sign, &mut body)?;
        part(im, b'+', &mut body)?;
        body.push('j');
        if plain {
            body.push(')');
        }
    }
    let (left, right) = number::sides(body.chars().count(), spec.width, spec.align);
    Ok(Padded { fill: spec.fill, left, body, right, ..Padded::default() })
}
