//! Numbers as programs print them most, without memory from the heap: machine integers, and floats to few places, in a width that
//! fits into a line. What does not fit is answered with `None` and left to the general way, which gives the same text.

use super::decimal;
use super::spec::{Align, Spec};

/// Characters that a text made here may have.
const ROOM: usize = 96;
/// Width and digits that leave room for each other.
const MOST_WIDTH: usize = ROOM - 1;

/// A text that is made from its end to its beginning.
pub struct Short {
    bytes: [u8; ROOM],
    at: usize,
}

impl Short {
    fn new() -> Short {
        Short { bytes: [0; ROOM], at: ROOM }
    }
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[self.at..]
    }
    fn len(&self) -> usize {
        ROOM - self.at
    }
    fn push(&mut self, b: u8) {
        self.at -= 1;
        self.bytes[self.at] = b;
    }
    fn fill(&mut self, b: u8, n: usize) {
        self.bytes[self.at - n..self.at].fill(b);
        self.at -= n;
    }
    /// The digits of a number, at least `least` of them.
    fn digits(&mut self, mut n: u64, radix: u64, least: usize, uppercase: bool) {
        let letters = if uppercase { b'A' - 10 } else { b'a' - 10 };
        let end = self.at;
        while n > 0 || end - self.at < least {
            let d = (n % radix) as u8;
            self.push(if d < 10 { b'0' + d } else { letters + d });
            n /= radix;
        }
    }
    /// Puts sign and prefix before the digits, and fills around them.
    fn finish(mut self, spec: &Spec, fill: u8, negative: bool, prefix: &str) -> Short {
        let sign = match spec.sign {
            _ if negative => Some(b'-'),
            0 | b'-' => None,
            sign => Some(sign),
        };
        let len = self.len() + prefix.len() + sign.is_some() as usize;
        let pad = spec.width.saturating_sub(len);
        if spec.align == Align::AfterSign {
            self.fill(fill, pad);
        }
        prefix.bytes().rev().for_each(|b| self.push(b));
        sign.into_iter().for_each(|b| self.push(b));
        let (left, right) = match spec.align {
            Align::AfterSign => (0, 0),
            Align::Right => (pad, 0),
            Align::Left => (0, pad),
            Align::Center => (pad / 2, pad - pad / 2),
        };
        if right > 0 {
            self.bytes.copy_within(self.at.., self.at - right);
            self.bytes[ROOM - right..].fill(fill);
            self.at -= right;
        }
        self.fill(fill, left);
        self
    }
}

/// The fill character, when the specification is one that this file knows.
fn plain_fill(spec: &Spec) -> Option<u8> {
    let known = spec.grouping.is_none()
        && spec.fraction_grouping.is_none()
        && !spec.no_negative_zero
        && spec.width <= MOST_WIDTH
        && spec.fill < 0x80;
    known.then_some(spec.fill as u8)
}

/// An integer under a specification.
pub fn int(i: i64, spec: &Spec) -> Option<Short> {
    let fill = plain_fill(spec)?;
    let (radix, prefix) = match char::from_u32(spec.ty)? {
        '\0' | 'd' => (10, ""),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        'o' => (8, "0o"),
        'b' => (2, "0b"),
        _ => return None,
    };
    if spec.precision.is_some() {
        return None;
    }
    let mut s = Short::new();
    s.digits(i.unsigned_abs(), radix, 1, spec.ty == 'X' as u32);
    Some(s.finish(spec, fill, i < 0, if spec.alternate { prefix } else { "" }))
}

/// A float under a specification of the kind `.2f`.
pub fn fixed(x: f64, spec: &Spec) -> Option<Short> {
    let fill = plain_fill(spec)?;
    if !matches!(char::from_u32(spec.ty)?, 'f' | 'F') || spec.alternate || !x.is_finite() {
        return None;
    }
    let places = spec.precision.unwrap_or(6);
    let n = decimal::scaled(x, places)?;
    let unit = 10u64.pow(places as u32);
    let mut s = Short::new();
    if places > 0 {
        s.digits(n % unit, 10, places, false);
        s.push(b'.');
    }
    s.digits(n / unit, 10, 1, false);
    Some(s.finish(spec, fill, x.is_sign_negative(), ""))
}

#[cfg(test)]
mod tests {
    use super::super::spec::parse;
    use super::*;

    #[track_caller]
    fn check(made: impl Fn(&Spec) -> Option<Short>, spec: &str, expected: &str) {
        let units: Vec<u32> = spec.chars().map(|c| c as u32).collect();
        let spec = parse(units.len(), |i| units[i], Align::Right, 'd', "int").unwrap_or_else(|_| panic!("{spec}"));
        let made = made(&spec).map(|s| String::from_utf8_lossy(s.bytes()).into_owned());
        assert_eq!(made.as_deref(), Some(expected));
    }

    #[test]
    fn ints() {
        for (i, spec, expected) in [
            (42, "", "42"),
            (-42, "8d", "     -42"),
            (42, "<6", "42    "),
            (42, "*^7", "**42***"),
            (-42, "06", "-00042"),
            (42, "+#010x", "+0x000002a"),
            (255, "X", "FF"),
            (5, "#b", "0b101"),
            (0, "", "0"),
            (i64::MIN, "", "-9223372036854775808"),
        ] {
            check(|s| int(i, s), spec, expected);
        }
    }

    #[test]
    fn floats() {
        for (x, spec, expected) in [
            (1.005, ".2f", "1.00"),
            (2.5, ".0f", "2"),
            (-0.125, ".2f", "-0.12"),
            (1234.5678, "10.3f", "  1234.568"),
            (-1.5, "08.2f", "-0001.50"),
            (0.5, "f", "0.500000"),
        ] {
            check(|s| fixed(x, s), spec, expected);
        }
        let mut wide = Spec::plain(Align::Right);
        wide.width = 200;
        assert!(int(1, &wide).is_none(), "a line has no such width");
    }
}
