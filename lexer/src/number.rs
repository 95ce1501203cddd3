//! Numeric literals: where they end, what is wrong with them, and what they are worth.
//!
//! Invariant: [`scan`] accepts exactly what [`int_value`], [`float_value`] can convert.

use crate::error::{LexError, RangeEnd};
use crate::token::Tok;

/// A scanned literal: its kind, its end, and the warning it deserves.
#[derive(Debug)]
pub struct Number {
    pub kind: Tok,
    pub end: usize,
    pub warning: Option<String>,
}

/// An integer literal's value: as `i64` when it fits, else digits and radix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntValue {
    Small(i64),
    Big { digits: String, radix: u32 },
}

/// Scans the literal that starts at `start` with a digit, or with a dot before a digit.
pub fn scan(source: &str, start: usize) -> Result<Number, LexError> {
    let mut scanner = Scanner { bytes: source.as_bytes(), start, pos: start, warning: None };
    let kind = scanner.number()?;
    Ok(Number { kind, end: scanner.pos, warning: scanner.warning })
}

struct Scanner<'s> {
    bytes: &'s [u8],
    start: usize,
    pos: usize,
    warning: Option<String>,
}

impl Scanner<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.pos).copied().unwrap_or(0)
    }

    /// An error at the last character that still belonged to the literal.
    fn error(&self, message: impl Into<String>) -> LexError {
        LexError::at(message, self.pos.saturating_sub(1).max(self.start) as u32)
    }

    fn invalid(&self, what: &str) -> LexError {
        self.error(format!("invalid {what} literal"))
    }

    fn number(&mut self) -> Result<Tok, LexError> {
        if self.peek() != b'0' {
            return self.decimal();
        }
        self.pos += 1;
        match self.peek() {
            b'x' | b'X' => self.radix("hexadecimal", |b| b.is_ascii_hexdigit()),
            b'o' | b'O' => self.radix("octal", |b| (b'0'..b'8').contains(&b)),
            b'b' | b'B' => self.radix("binary", |b| b == b'0' || b == b'1'),
            _ => self.leading_zero(),
        }
    }

    fn radix(&mut self, what: &str, is_digit: impl Fn(u8) -> bool) -> Result<Tok, LexError> {
        self.pos += 1;
        loop {
            if self.peek() == b'_' {
                self.pos += 1;
            }
            if !is_digit(self.peek()) {
                return Err(self.bad_digit(what));
            }
            while is_digit(self.peek()) {
                self.pos += 1;
            }
            if self.peek() != b'_' {
                break;
            }
        }
        if self.peek().is_ascii_digit() {
            return Err(self.bad_digit(what));
        }
        self.end_of_number(what)?;
        Ok(Tok::Int)
    }

    fn bad_digit(&mut self, what: &str) -> LexError {
        let digit = self.peek();
        if !digit.is_ascii_digit() {
            return self.invalid(what);
        }
        self.pos += 1;
        self.error(format!("invalid digit '{}' in {what} literal", digit as char))
    }

    /// A literal that starts with `0`: only zeros, unless it turns out to be a float.
    fn leading_zero(&mut self) -> Result<Tok, LexError> {
        loop {
            if self.peek() == b'_' {
                self.pos += 1;
                if !self.peek().is_ascii_digit() {
                    return Err(self.invalid("decimal"));
                }
            }
            if self.peek() != b'0' {
                break;
            }
            self.pos += 1;
        }
        let zeros_end = self.pos;
        let nonzero = self.peek().is_ascii_digit();
        if nonzero {
            self.decimal_tail()?;
        }
        match self.peek() {
            b'.' | b'e' | b'E' | b'j' | b'J' => self.after_integer_part(),
            _ if nonzero => Err(LexError::new(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                self.start as u32,
                RangeEnd::At(zeros_end as u32),
            )),
            _ => self.after_integer_part(),
        }
    }

    fn decimal(&mut self) -> Result<Tok, LexError> {
        if self.peek() != b'.' {
            self.decimal_tail()?;
        }
        self.after_integer_part()
    }

    /// Digits with single underscores between them; the first is known to be a digit.
    fn decimal_tail(&mut self) -> Result<(), LexError> {
        loop {
            while self.peek().is_ascii_digit() {
                self.pos += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.pos += 1;
            if !self.peek().is_ascii_digit() {
                return Err(self.invalid("decimal"));
            }
        }
    }

    fn after_integer_part(&mut self) -> Result<Tok, LexError> {
        let mut kind = Tok::Int;
        if self.peek() == b'.' {
            kind = Tok::Float;
            self.pos += 1;
            if self.peek().is_ascii_digit() {
                self.decimal_tail()?;
            }
        }
        if matches!(self.peek(), b'e' | b'E') {
            let next = self.bytes.get(self.pos + 1).copied().unwrap_or(0);
            let signed = matches!(next, b'+' | b'-');
            let digit = self.bytes.get(self.pos + 1 + usize::from(signed)).copied().unwrap_or(0);
            if digit.is_ascii_digit() {
                self.pos += 1 + usize::from(signed);
                self.decimal_tail()?;
                kind = Tok::Float;
            } else if signed {
                self.pos += 2;
                return Err(self.invalid("decimal"));
            }
        }
        if matches!(self.peek(), b'j' | b'J') {
            self.pos += 1;
            self.end_of_number("imaginary")?;
            return Ok(Tok::Imaginary);
        }
        self.end_of_number("decimal")?;
        Ok(kind)
    }

    /// A literal may touch a keyword (deprecated), but no other word.
    fn end_of_number(&mut self, what: &str) -> Result<(), LexError> {
        let rest = &self.bytes[self.pos..];
        let part = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b >= 0x80;
        let whole = [&b"and"[..], b"else", b"for", b"or", b"not"]
            .iter()
            .any(|word| rest.starts_with(word) && !rest.get(word.len()).is_some_and(part));
        if whole || [b"if", b"in", b"is"].iter().any(|word| rest.starts_with(*word)) {
            self.warning = Some(format!("invalid {what} literal"));
            return Ok(());
        }
        match self.peek() {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => Err(self.invalid(what)),
            _ => Ok(()),
        }
    }
}

/// The value of an integer literal that [`scan`] accepted.
pub fn int_value(text: &str) -> IntValue {
    let clean: String = text.chars().filter(|&c| c != '_').collect();
    let (digits, radix) = match clean.get(..2) {
        Some("0x" | "0X") => (&clean[2..], 16),
        Some("0o" | "0O") => (&clean[2..], 8),
        Some("0b" | "0B") => (&clean[2..], 2),
        _ => (&clean[..], 10),
    };
    match i64::from_str_radix(digits, radix) {
        Ok(value) => IntValue::Small(value),
        Err(_) => IntValue::Big { digits: digits.trim_start_matches('0').to_owned(), radix },
    }
}

/// The value of a float literal, or of an imaginary literal without its suffix.
pub fn float_value(text: &str) -> f64 {
    let clean: String = text.chars().filter(|&c| c != '_').collect();
    clean.trim_end_matches(['j', 'J']).parse().unwrap_or(f64::NAN)
}
