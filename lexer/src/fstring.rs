//! f-strings and t-strings: literal text and replacement fields, nested to any depth (PEP 701, PEP 750).
//!
//! Invariant: each open f-string has a stack of open fields; while the innermost open thing is a field's expression
//! the ordinary automaton runs, else this file scans text. A field's brace is also an open bracket.

use crate::error::{LexError, RangeEnd};
use crate::lexer::{Bracket, Lexer};
use crate::string;
use crate::token::Tok;

const MAX_FSTRINGS: usize = 150;
const MAX_FIELDS: usize = 3;

/// An f-string that has been opened and not yet closed.
#[derive(Debug)]
pub(crate) struct FString {
    start: usize,
    quote: u8,
    triple: bool,
    raw: bool,
    /// `f` or `t`, as it appears in messages.
    letter: char,
    /// For each open field, how many brackets were open including its own brace.
    fields: Vec<usize>,
}

impl FString {
    fn mark_length(&self) -> usize {
        if self.triple { 3 } else { 1 }
    }
}

impl Lexer<'_> {
    pub fn open_fstring(&mut self, start: usize, quote: usize, triple: bool) -> Result<(), LexError> {
        if self.fstrings.len() >= MAX_FSTRINGS {
            return Err(LexError::at("too many nested f-strings or t-strings", quote as u32));
        }
        let prefix = self.source[start..quote].to_ascii_lowercase();
        let template = prefix.contains('t');
        let fstring = FString {
            start,
            quote: self.byte(quote),
            triple,
            raw: prefix.contains('r'),
            letter: if template { 't' } else { 'f' },
            fields: Vec::new(),
        };
        let text = quote + fstring.mark_length();
        self.push(if template { Tok::TStringStart } else { Tok::FStringStart }, start, text);
        self.fstrings.push(fstring);
        self.text(text, false)
    }

    /// Scans literal text from `start` until a field opens, the enclosing field's format spec ends, or the string ends.
    fn text(&mut self, start: usize, in_spec: bool) -> Result<(), LexError> {
        let Some(open) = self.fstrings.last() else {
            return Ok(());
        };
        let (quote, triple, raw) = (open.quote, open.triple, open.raw);
        let length = open.mark_length();
        let mut pos = start;
        let mut in_name = false;
        loop {
            let Some(&byte) = self.bytes.get(pos) else {
                return Err(self.unterminated(pos, in_spec));
            };
            match byte {
                b'\n' | b'\r' if !triple => return Err(self.unterminated(pos, in_spec)),
                b'}' if in_name => {
                    in_name = false;
                    pos += 1;
                }
                b'{' if !in_spec && self.byte(pos + 1) == b'{' => pos += 2,
                b'}' if !in_spec && self.byte(pos + 1) == b'}' => pos += 2,
                b'{' => return self.open_field(start, pos),
                b'}' if in_spec => {
                    self.middle(start, pos);
                    return self.end_field(pos);
                }
                b'}' => return Err(self.fstring_error("single '}' is not allowed", pos)),
                b'\\' if !raw && self.bytes[pos..].starts_with(b"\\N{") => {
                    in_name = true;
                    pos += 3;
                }
                b'\\' => pos = self.escape(pos),
                _ if byte == quote && self.ends_here(pos, quote, length) => {
                    self.middle(start, pos);
                    self.push(Tok::FStringEnd, pos, pos + length);
                    self.fstrings.pop();
                    self.seek(pos + length);
                    return Ok(());
                }
                _ => pos += 1,
            }
        }
    }

    fn ends_here(&self, pos: usize, quote: u8, length: usize) -> bool {
        (0..length).all(|i| self.byte(pos + i) == quote)
    }

    fn middle(&mut self, start: usize, end: usize) {
        if start < end {
            self.push(Tok::FStringMiddle, start, end);
        }
    }

    /// Skips an escape sequence; braces after a backslash still open fields, those of `\N{…}` do not.
    fn escape(&self, pos: usize) -> usize {
        match self.byte(pos + 1) {
            b'{' | b'}' => pos + 1,
            b'\r' if self.byte(pos + 2) == b'\n' => pos + 3,
            0..0x80 => (pos + 2).min(self.source.len()),
            _ => pos + 1,
        }
    }

    fn open_field(&mut self, text: usize, brace: usize) -> Result<(), LexError> {
        self.middle(text, brace);
        let too_deep = self.fstrings.last().is_some_and(|open| open.fields.len() >= MAX_FIELDS);
        if too_deep {
            return Err(self.fstring_error("expressions nested too deeply", brace.saturating_sub(1)));
        }
        self.push(Tok::FieldOpen, brace, brace + 1);
        self.brackets.push(Bracket { kind: Tok::LBrace, offset: brace as u32 });
        let depth = self.brackets.len();
        if let Some(open) = self.fstrings.last_mut() {
            open.fields.push(depth);
        }
        self.seek(brace + 1);
        Ok(())
    }

    /// Ends the innermost field at the brace at `brace`, and goes on with the text around it.
    fn end_field(&mut self, brace: usize) -> Result<(), LexError> {
        self.push(Tok::FieldClose, brace, brace + 1);
        self.brackets.pop();
        let in_spec = self.fstrings.last_mut().is_some_and(|open| {
            open.fields.pop();
            !open.fields.is_empty()
        });
        self.text(brace + 1, in_spec)
    }

    /// Handles a closing bracket when it is a field's own brace; tells whether it was.
    pub fn close_field(&mut self, kind: Tok, start: usize) -> Result<bool, LexError> {
        if !self.at_field_level() {
            return Ok(false);
        }
        if kind != Tok::RBrace {
            let message = format!("unmatched '{}'", self.byte(start) as char);
            return Err(self.fstring_error(&message, start));
        }
        self.end_field(start)?;
        Ok(true)
    }

    fn at_field_level(&self) -> bool {
        self.fstrings.last().and_then(|open| open.fields.last()) == Some(&self.brackets.len())
    }

    /// Handles `:` and `!` at a field's own level; tells whether it did.
    pub fn field_punctuation(&mut self, kind: Tok, start: usize) -> Result<bool, LexError> {
        if !self.at_field_level() {
            return Ok(false);
        }
        match kind {
            Tok::Colon | Tok::ColonEqual => {
                self.push(Tok::FieldColon, start, start + 1);
                self.text(start + 1, true)?;
                Ok(true)
            }
            Tok::Stray if self.byte(start) == b'!' => {
                self.push(Tok::FieldBang, start, start + 1);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Whether a quote inside a field is the one that ends the f-string around it.
    pub fn quote_ends_fstring(&self, mark: u8, triple: bool) -> bool {
        self.fstrings.last().is_some_and(|open| open.quote == mark && open.triple == triple)
    }

    /// The error for a string that starts at `start` with the quote that should have ended the f-string around it.
    pub fn missing_field_close(&self, start: usize) -> LexError {
        let line = |offset: usize| 1 + self.bytes[..offset].iter().filter(|b| **b == b'\n').count();
        match self.brackets.iter().rev().find(|b| b.kind == Tok::LBrace) {
            Some(open) if line(open.offset as usize) != line(start) => {
                let text = format!("expecting '}}' to close '{{' on line {}", line(open.offset as usize));
                self.fstring_error(&text, start)
            }
            _ => self.fstring_error("expecting '}'", start),
        }
    }

    fn fstring_error(&self, message: &str, at: usize) -> LexError {
        let letter = self.fstrings.last().map_or('f', |open| open.letter);
        LexError::at(format!("{letter}-string: {message}"), at as u32)
    }

    fn unterminated(&self, pos: usize, in_spec: bool) -> LexError {
        let Some(open) = self.fstrings.last() else {
            return LexError::at("unterminated string literal", pos as u32);
        };
        let letter = open.letter;
        if in_spec && !open.triple {
            let message = format!(
                "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
            );
            return LexError::at(message, pos as u32);
        }
        let line = string::detected_line(self.source, pos);
        let kind = if open.triple { "triple-quoted " } else { "" };
        let message = format!("unterminated {kind}{letter}-string literal (detected at line {line})");
        let error = LexError::new(message, open.start as u32, RangeEnd::Start);
        LexError { incomplete: open.triple, ..error }
    }
}
