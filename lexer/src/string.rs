//! String and bytes literals: prefixes, extents, escapes.
//!
//! Invariant: decoding never fails on a literal that [`find_end`] accepted, save with an error CPython also reports.
//! Line breaks in literals decode to `\n` whatever they are in the source.

use crate::error::{LexError, LexWarning, RangeEnd};
use crate::strlit::{StrBuilder, StrLit};

/// Letters that may stand before a quote, each at most once.
const PREFIX_LETTERS: &str = "burft";
const CLASHES: [(char, char); 7] = [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];

/// Whether a word before a quote belongs to the string, be it a legal prefix or not.
pub fn is_prefix(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word.len() <= PREFIX_LETTERS.len()
        && word.chars().enumerate().all(|(i, c)| PREFIX_LETTERS.contains(c) && !word[..i].contains(c))
}

pub(crate) fn check_prefix(prefix: &str, start: usize) -> Result<(), LexError> {
    let lower = prefix.to_ascii_lowercase();
    for (a, b) in CLASHES {
        if lower.contains(a) && lower.contains(b) {
            let message = format!("'{a}' and '{b}' prefixes are incompatible");
            return Err(LexError::new(message, start as u32, RangeEnd::At((start + prefix.len()) as u32)));
        }
    }
    Ok(())
}

/// The length of the line break at `pos`, 0 when there is none.
pub(crate) fn line_break(bytes: &[u8], pos: usize) -> usize {
    match (bytes.get(pos), bytes.get(pos + 1)) {
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(b'\r' | b'\n'), _) => 1,
        _ => 0,
    }
}

/// The offset of the next line break at or after `pos`, or the end.
pub(crate) fn line_end(bytes: &[u8], pos: usize) -> usize {
    bytes[pos..].iter().position(|&b| b == b'\n' || b == b'\r').map_or(bytes.len(), |length| pos + length)
}

pub(crate) fn count_lines(text: &str) -> usize {
    let bytes = text.as_bytes();
    (0..bytes.len()).filter(|&i| bytes[i] == b'\n' || (bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n'))).count()
}

/// The number of the line on which reading stopped at `pos`; a final line break does not open a new line.
pub(crate) fn detected_line(source: &str, pos: usize) -> usize {
    let lines = count_lines(&source[..pos]);
    if pos == source.len() && source.ends_with(['\n', '\r']) { lines.max(1) } else { lines + 1 }
}

/// A string whose closing quote is missing.
#[derive(Debug)]
pub(crate) struct Unterminated {
    /// Where the search ended.
    pos: usize,
    /// A backslash stood before a quote that would have ended the string.
    escaped_quote: bool,
}

impl Unterminated {
    pub fn into_error(self, source: &str, start: usize, triple: bool) -> LexError {
        let line = detected_line(source, self.pos);
        let message = match (triple, self.escaped_quote) {
            (true, _) => {
                format!("unterminated triple-quoted string literal (detected at line {line})")
            }
            (false, true) => {
                format!("unterminated string literal (detected at line {line}); perhaps you escaped the end quote?")
            }
            (false, false) => format!("unterminated string literal (detected at line {line})"),
        };
        let at_end = self.pos == source.len() && source[..self.pos].ends_with("\\\n");
        LexError { incomplete: triple || at_end, ..LexError::at(message, start as u32) }
    }
}

/// The end of the string whose opening quote stands at `quote`.
pub(crate) fn find_end(source: &str, quote: usize, triple: bool) -> Result<usize, Unterminated> {
    let bytes = source.as_bytes();
    let mark = bytes[quote];
    let mut escaped_quote = false;
    let mut pos = quote + if triple { 3 } else { 1 };
    while let Some(&byte) = bytes.get(pos) {
        match byte {
            b'\\' => {
                escaped_quote |= bytes.get(pos + 1) == Some(&mark);
                pos += 1 + line_break(bytes, pos + 1).max(1);
                continue;
            }
            b'\n' | b'\r' if !triple => break,
            _ if byte == mark && !triple => return Ok(pos + 1),
            _ if byte == mark && bytes.get(pos + 1) == Some(&mark) && bytes.get(pos + 2) == Some(&mark) => {
                return Ok(pos + 3);
            }
            _ => {}
        }
        pos += 1;
    }
    Err(Unterminated { pos: pos.min(bytes.len()), escaped_quote })
}

/// A decoded literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Str(StrLit),
    Bytes(Box<[u8]>),
}

/// Decodes the literal `source[start..end]`, prefix and quotes included.
pub fn decode(source: &str, start: usize, end: usize, warnings: &mut Vec<LexWarning>) -> Result<Value, LexError> {
    let text = &source[start..end];
    let prefix = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, quoted) = text.split_at(prefix);
    let triple = quoted.len() >= 6
        && quoted.as_bytes()[1] == quoted.as_bytes()[0]
        && quoted.as_bytes()[2] == quoted.as_bytes()[0];
    let mark = if triple { 3 } else { 1 };
    let body = &quoted[mark..quoted.len() - mark];
    let raw = letters.bytes().any(|b| b | 0x20 == b'r');
    let whole = (start as u32, end as u32);
    let body_start = start + prefix + mark;
    if letters.bytes().any(|b| b | 0x20 == b'b') {
        return decode_bytes(body, raw, body_start, whole, warnings).map(Value::Bytes);
    }
    decode_text(body, raw, false, body_start, whole, warnings).map(Value::Str)
}

/// Decodes literal text of an f-string or t-string, in which doubled braces stand for one.
pub fn decode_middle(
    source: &str,
    start: usize,
    end: usize,
    raw: bool,
    warnings: &mut Vec<LexWarning>,
) -> Result<StrLit, LexError> {
    decode_text(&source[start..end], raw, true, start, (start as u32, end as u32), warnings)
}

fn decode_text(
    body: &str,
    raw: bool,
    braces: bool,
    offset: usize,
    whole: (u32, u32),
    warnings: &mut Vec<LexWarning>,
) -> Result<StrLit, LexError> {
    let special = |b: u8| b == b'\r' || (b == b'\\' && !raw) || (braces && (b == b'{' || b == b'}'));
    if !body.bytes().any(special) {
        return Ok(StrLit::from(body));
    }
    let mut decoder =
        Decoder { body, pos: 0, widened: 0, out: StrBuilder::with_capacity(body.len()), offset, whole, warnings };
    while let Some(&byte) = body.as_bytes().get(decoder.pos) {
        match byte {
            b'\\' if !raw => decoder.escape()?,
            b'\r' => {
                decoder.pos += line_break(body.as_bytes(), decoder.pos);
                decoder.out.push_str("\n");
            }
            b'{' | b'}' if braces => {
                decoder.out.push(u32::from(byte));
                decoder.pos += 1 + usize::from(body.as_bytes().get(decoder.pos + 1) == Some(&byte));
            }
            _ => decoder.plain(special),
        }
    }
    Ok(decoder.out.finish())
}

struct Decoder<'a> {
    body: &'a str,
    pos: usize,
    /// How much longer the text before `pos` would be with each non-ASCII character written as `\UXXXXXXXX`;
    /// positions in error messages count that way.
    widened: usize,
    out: StrBuilder,
    offset: usize,
    whole: (u32, u32),
    warnings: &'a mut Vec<LexWarning>,
}

impl Decoder<'_> {
    /// Copies text up to the next byte that needs attention.
    fn plain(&mut self, special: impl Fn(u8) -> bool) {
        let rest = &self.body[self.pos..];
        let length = rest.bytes().position(special).unwrap_or(rest.len());
        self.copy(length);
    }

    fn copy(&mut self, length: usize) {
        let text = &self.body[self.pos..self.pos + length];
        self.widened += text.chars().filter(|c| !c.is_ascii()).map(|c| 10 - c.len_utf8()).sum::<usize>();
        self.out.push_str(text);
        self.pos += length;
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.body.as_bytes().get(self.pos + ahead).copied()
    }

    fn escape(&mut self) -> Result<(), LexError> {
        let Some(letter) = self.peek(1) else {
            self.copy(1);
            return Ok(());
        };
        let simple = match letter {
            b'\n' | b'\r' => {
                self.pos += 1 + line_break(self.body.as_bytes(), self.pos + 1);
                return Ok(());
            }
            b'\\' | b'\'' | b'"' => letter,
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 11,
            b'0'..=b'7' => {
                let (value, length) = octal(&self.body.as_bytes()[self.pos + 1..]);
                self.octal_warning(value, length);
                self.out.push(value);
                self.pos += 1 + length;
                return Ok(());
            }
            b'x' => return self.hex(2, "truncated \\xXX escape"),
            b'u' => return self.hex(4, "truncated \\uXXXX escape"),
            b'U' => return self.hex(8, "truncated \\UXXXXXXXX escape"),
            b'N' => return self.named(),
            _ => {
                let c = self.body[self.pos + 1..].chars().next().unwrap_or('\\');
                if c.is_ascii() {
                    self.warn(format!("\\{c}"), "escape sequence");
                }
                self.copy(1);
                if c != '{' && c != '}' {
                    self.copy(c.len_utf8());
                }
                return Ok(());
            }
        };
        self.out.push(u32::from(simple));
        self.pos += 2;
        Ok(())
    }

    fn octal_warning(&mut self, value: u32, length: usize) {
        if value > 0o377 {
            let digits = self.body[self.pos..self.pos + 1 + length].to_owned();
            self.warn(digits, "octal escape sequence");
        }
    }

    fn warn(&mut self, sequence: String, what: &str) {
        let start = (self.offset + self.pos) as u32;
        self.warnings.push(escape_warning(&sequence, what, start));
    }

    fn hex(&mut self, digits: usize, truncated: &str) -> Result<(), LexError> {
        let bytes = &self.body.as_bytes()[self.pos + 2..];
        let found = bytes.iter().take(digits).take_while(|b| b.is_ascii_hexdigit()).count();
        if found < digits {
            return Err(self.unicode_error(2 + found, truncated));
        }
        let value = u32::from_str_radix(&self.body[self.pos + 2..self.pos + 2 + digits], 16).unwrap_or(u32::MAX);
        if value > 0x10FFFF {
            return Err(self.unicode_error(2 + digits, "illegal Unicode character"));
        }
        self.out.push(value);
        self.pos += 2 + digits;
        Ok(())
    }

    fn named(&mut self) -> Result<(), LexError> {
        let malformed = "malformed \\N character escape";
        if self.peek(2) != Some(b'{') {
            return Err(self.unicode_error(2, malformed));
        }
        let rest = &self.body[self.pos + 3..];
        match rest.find('}') {
            None => Err(self.unicode_error(3 + rest.len(), malformed)),
            Some(0) => Err(self.unicode_error(4, malformed)),
            Some(length) => match unicode_names2::character(&rest[..length]) {
                None => Err(self.unicode_error(4 + length, "unknown Unicode character name")),
                Some(c) => {
                    self.out.push(u32::from(c));
                    self.pos += 4 + length;
                    Ok(())
                }
            },
        }
    }

    fn unicode_error(&self, length: usize, reason: &str) -> LexError {
        let first = self.pos + self.widened;
        let last = first + length - 1;
        let place =
            if length == 1 { format!("byte in position {first}") } else { format!("bytes in position {first}-{last}") };
        let message = format!("(unicode error) 'unicodeescape' codec can't decode {place}: {reason}");
        LexError::new(message, self.whole.0, RangeEnd::At(self.whole.1))
    }
}

fn escape_warning(sequence: &str, what: &str, start: u32) -> LexWarning {
    let message = format!(
        "\"{sequence}\" is an invalid {what}. Such sequences will not work in the future. \
         Did you mean \"\\{sequence}\"? A raw string is also an option."
    );
    LexWarning { message, start, end: start + sequence.len() as u32 }
}

/// The value and length of one to three octal digits.
fn octal(bytes: &[u8]) -> (u32, usize) {
    let length = bytes.iter().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
    (bytes[..length].iter().fold(0, |value, b| value * 8 + u32::from(b - b'0')), length)
}

fn decode_bytes(
    body: &str,
    raw: bool,
    offset: usize,
    whole: (u32, u32),
    warnings: &mut Vec<LexWarning>,
) -> Result<Box<[u8]>, LexError> {
    let bytes = body.as_bytes();
    if !body.is_ascii() {
        return Err(LexError::new("bytes can only contain ASCII literal characters", whole.0, RangeEnd::At(whole.1)));
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut pos = 0;
    while let Some(&byte) = bytes.get(pos) {
        match byte {
            b'\\' if !raw && pos + 1 < bytes.len() => {
                pos += byte_escape(body, pos, offset, whole, &mut out, warnings)?;
            }
            b'\r' => {
                pos += line_break(bytes, pos);
                out.push(b'\n');
            }
            _ => {
                pos += 1;
                out.push(byte);
            }
        }
    }
    Ok(out.into_boxed_slice())
}

/// Decodes the escape at `pos` and returns its length.
fn byte_escape(
    body: &str,
    pos: usize,
    offset: usize,
    whole: (u32, u32),
    out: &mut Vec<u8>,
    warnings: &mut Vec<LexWarning>,
) -> Result<usize, LexError> {
    let bytes = body.as_bytes();
    let simple = match bytes[pos + 1] {
        b'\n' | b'\r' => return Ok(1 + line_break(bytes, pos + 1)),
        quote @ (b'\\' | b'\'' | b'"') => quote,
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'0'..=b'7' => {
            let (value, length) = octal(&bytes[pos + 1..]);
            if value > 0o377 {
                let sequence = &body[pos..pos + 1 + length];
                warnings.push(escape_warning(sequence, "octal escape sequence", (offset + pos) as u32));
            }
            out.push(value as u8);
            return Ok(1 + length);
        }
        b'x' => match bytes
            .get(pos + 2..pos + 4)
            .map(|digits| (digits[0] as char).to_digit(16).zip((digits[1] as char).to_digit(16)))
        {
            Some(Some((high, low))) => {
                out.push((high * 16 + low) as u8);
                return Ok(4);
            }
            _ => {
                let message = format!("(value error) invalid \\x escape at position {pos}");
                return Err(LexError::new(message, whole.0, RangeEnd::At(whole.1)));
            }
        },
        _ => {
            warnings.push(escape_warning(&body[pos..pos + 2], "escape sequence", (offset + pos) as u32));
            out.extend_from_slice(&bytes[pos..pos + 2]);
            return Ok(2);
        }
    };
    out.push(simple);
    Ok(2)
}
