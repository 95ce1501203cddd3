//! From source text to the token list the grammar reads.
//!
//! Drives the automaton of [`crate::token`] and adds what depends on context: indentation, brackets, literals and
//! soft keywords. Invariant: the list ends with `EndMarker`, or with `Error` when [`Lexed::error`] is set; offsets
//! never decrease. f-strings live in [`crate::fstring`].

use logos::Logos;

use crate::error::{LexError, LexWarning, RangeEnd};
use crate::fstring::FString;
use crate::indent::{Change, Indents, Width};
use crate::soft_keyword::SoftKeywords;
use crate::token::{Tok, Token};
use crate::{identifier, number, string};

/// CPython's limit on open brackets.
const MAX_BRACKETS: usize = 200;

/// The tokens of a source, up to its end or its first lexical error.
#[derive(Debug)]
pub struct Lexed {
    pub tokens: Vec<Token>,
    pub error: Option<LexError>,
    pub warnings: Vec<LexWarning>,
    /// The lexical error lies inside an f-string's replacement field.
    pub error_in_field: bool,
}

/// Splits `source` into tokens; `first` is `StartFile` or `StartEval` and becomes the first of them.
pub fn lex(source: &str, first: Tok) -> Lexed {
    let mut lexer = Lexer::new(source);
    lexer.push(first, 0, 0);
    let result = lexer.run();
    lexer.soft.resolve(&mut lexer.tokens);
    if let Err(error) = &result {
        let at = (error.start as usize).min(source.len());
        lexer.push(Tok::Error, at, at);
    }
    let error_in_field = !lexer.fstrings.is_empty();
    Lexed { tokens: lexer.tokens, error: result.err(), warnings: lexer.warnings, error_in_field }
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bracket {
    pub kind: Tok,
    pub offset: u32,
}

pub(crate) struct Lexer<'s> {
    pub source: &'s str,
    pub bytes: &'s [u8],
    automaton: logos::Lexer<'s, Tok>,
    pub tokens: Vec<Token>,
    warnings: Vec<LexWarning>,
    indents: Indents,
    pub brackets: Vec<Bracket>,
    pub fstrings: Vec<FString>,
    soft: SoftKeywords,
    line_is_empty: bool,
}

impl<'s> Lexer<'s> {
    fn new(source: &'s str) -> Lexer<'s> {
        Lexer {
            source,
            bytes: source.as_bytes(),
            automaton: Tok::lexer(source),
            tokens: Vec::with_capacity(source.len() / 4 + 4),
            warnings: Vec::new(),
            indents: Indents::new(),
            brackets: Vec::new(),
            fstrings: Vec::new(),
            soft: SoftKeywords::default(),
            line_is_empty: true,
        }
    }

    pub fn push(&mut self, kind: Tok, start: usize, end: usize) {
        self.tokens.push(Token { kind, start: start as u32, end: end as u32 });
    }

    pub fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Moves the automaton to `offset`, forwards or backwards.
    pub fn seek(&mut self, offset: usize) {
        let here = self.automaton.span().end;
        if offset < here {
            self.automaton = Tok::lexer(self.source);
            self.automaton.bump(offset);
        } else {
            self.automaton.bump(offset - here);
        }
    }

    fn run(&mut self) -> Result<(), LexError> {
        self.line_start(0)?;
        while let Some(found) = self.automaton.next() {
            let span = self.automaton.span();
            match found {
                Ok(kind) => self.token(kind, span.start, span.end)?,
                Err(()) => return Err(identifier::bad_character(self.source, span.start)),
            }
        }
        self.end_of_source()
    }

    fn token(&mut self, kind: Tok, start: usize, end: usize) -> Result<(), LexError> {
        match kind {
            Tok::Newline => return self.newline(start, end),
            Tok::Continuation if end == self.source.len() => {
                return Err(self.eof_in_continuation(start));
            }
            Tok::Continuation => return Ok(()),
            Tok::Backslash if end == self.source.len() => {
                return Err(self.eof_in_continuation(start));
            }
            Tok::Backslash => {
                let message = "unexpected character after line continuation character";
                let error = LexError::new(message, end as u32, RangeEnd::Unknown(0));
                return Err(LexError { weak: true, ..error });
            }
            _ => self.line_is_empty = false,
        }
        match kind {
            Tok::Digit => self.number(start),
            Tok::Quote => self.string(start, start),
            Tok::NonAscii => self.word(Tok::Name, start, start),
            Tok::LParen | Tok::LBracket | Tok::LBrace => self.open(kind, start, end),
            Tok::RParen | Tok::RBracket | Tok::RBrace => self.close(kind, start, end),
            _ if kind.is_word() => self.word(kind, start, end),
            _ if !self.fstrings.is_empty() && self.field_punctuation(kind, start)? => Ok(()),
            _ => {
                self.push(kind, start, end);
                Ok(())
            }
        }
    }

    fn word(&mut self, kind: Tok, start: usize, end: usize) -> Result<(), LexError> {
        let next = self.byte(end);
        if next >= 0x80 {
            let end = identifier::scan(self.source, end)?;
            self.seek(end);
            self.push(Tok::Name, start, end);
            return Ok(());
        }
        if (next == b'\'' || next == b'"') && kind == Tok::Name && string::is_prefix(&self.source[start..end]) {
            return self.string(start, end);
        }
        self.soft.word(kind, &self.tokens, self.brackets.is_empty());
        let soft = matches!(kind, Tok::Match | Tok::Case | Tok::Type | Tok::Lazy);
        self.push(if soft { Tok::Name } else { kind }, start, end);
        Ok(())
    }

    fn number(&mut self, start: usize) -> Result<(), LexError> {
        let number = number::scan(self.source, start)?;
        if let Some(message) = number.warning {
            self.warnings.push(LexWarning { message, start: start as u32, end: number.end as u32 });
        }
        self.seek(number.end);
        self.push(number.kind, start, number.end);
        Ok(())
    }

    /// A string whose prefix starts at `start` and whose quote stands at `quote`.
    fn string(&mut self, start: usize, quote: usize) -> Result<(), LexError> {
        let prefix = &self.source[start..quote];
        string::check_prefix(prefix, start)?;
        let mark = self.byte(quote);
        let triple = self.byte(quote + 1) == mark && self.byte(quote + 2) == mark;
        if prefix.bytes().any(|b| matches!(b, b'f' | b'F' | b't' | b'T')) {
            return self.open_fstring(start, quote, triple);
        }
        match string::find_end(self.source, quote, triple) {
            Ok(end) => {
                self.seek(end);
                self.push(Tok::String, start, end);
                Ok(())
            }
            Err(_) if self.quote_ends_fstring(mark, triple) => Err(self.missing_field_close(start)),
            Err(unterminated) => Err(unterminated.into_error(self.source, start, triple)),
        }
    }

    fn open(&mut self, kind: Tok, start: usize, end: usize) -> Result<(), LexError> {
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(LexError::at("too many nested parentheses", start as u32));
        }
        self.brackets.push(Bracket { kind, offset: start as u32 });
        self.push(kind, start, end);
        Ok(())
    }

    fn close(&mut self, kind: Tok, start: usize, end: usize) -> Result<(), LexError> {
        if !self.fstrings.is_empty() && self.close_field(kind, start)? {
            return Ok(());
        }
        let Some(open) = self.brackets.pop() else {
            return Err(LexError::at(format!("unmatched '{}'", &self.source[start..end]), start as u32));
        };
        let expected = match open.kind {
            Tok::LParen => Tok::RParen,
            Tok::LBracket => Tok::RBracket,
            _ => Tok::RBrace,
        };
        if kind != expected {
            return Err(self.mismatched(open, start));
        }
        self.push(kind, start, end);
        Ok(())
    }

    fn mismatched(&self, open: Bracket, start: usize) -> LexError {
        let opening = self.byte(open.offset as usize) as char;
        let closing = self.byte(start) as char;
        let message = format!("closing parenthesis '{closing}' does not match opening parenthesis '{opening}'");
        let lines = |to: usize| string::count_lines(&self.source[..to]);
        let (opened, closed) = (lines(open.offset as usize), lines(start));
        if opened == closed {
            return LexError::at(message, start as u32);
        }
        LexError::at(format!("{message} on line {}", opened + 1), start as u32)
    }

    fn newline(&mut self, start: usize, end: usize) -> Result<(), LexError> {
        if !self.brackets.is_empty() {
            return Ok(());
        }
        if !self.line_is_empty {
            self.soft.line_end(&mut self.tokens);
            let comment = self.comment_before(start);
            self.push(Tok::Newline, comment, end);
        }
        self.line_start(end)
    }

    /// Where the comment that ends at `end` starts, or `end` when there is none.
    fn comment_before(&self, end: usize) -> usize {
        let last = self.tokens.last().map_or(0, |token| token.end as usize);
        let gap = self.bytes.get(last..end).unwrap_or(&[]);
        gap.iter().position(|&byte| byte == b'#').map_or(end, |length| last + length)
    }

    /// Measures the indentation of the next line that has text.
    fn line_start(&mut self, mut start: usize) -> Result<(), LexError> {
        self.line_is_empty = true;
        let mut width = Width::default();
        let mut continued = Width::default();
        let mut pos = start;
        loop {
            match self.byte(pos) {
                b' ' => width.space(),
                b'\t' => width.tab(),
                b'\x0C' => width = Width::default(),
                b'\n' | b'\r' => {
                    start = pos + 1;
                    width = Width::default();
                    continued = Width::default();
                }
                b'\\' => match string::line_break(self.bytes, pos + 1) {
                    length if pos + 1 + length == self.source.len() => {
                        return Err(self.eof_in_continuation(pos));
                    }
                    0 => break,
                    length => {
                        continued = if continued == Width::default() { width.flat() } else { continued };
                        pos += length;
                        start = pos + 1;
                    }
                },
                b'#' => pos = string::line_end(self.bytes, pos) - 1,
                _ => break,
            }
            pos += 1;
        }
        self.seek(pos);
        if pos >= self.source.len() {
            return Ok(());
        }
        if continued != Width::default() {
            width = continued;
        }
        let line_end = string::line_end(self.bytes, pos);
        let change = self.indents.enter(width, start as u32, line_end as u32)?;
        self.apply(change, start, pos);
        Ok(())
    }

    fn apply(&mut self, change: Change, line_start: usize, pos: usize) {
        match change {
            Change::None => self.soft.same_block(),
            Change::Indent => {
                self.soft.open_block();
                self.push(Tok::Indent, line_start, pos);
            }
            Change::Dedent(count) => {
                self.soft.close_blocks(count);
                for _ in 0..count {
                    self.push(Tok::Dedent, pos, pos);
                }
            }
        }
    }

    fn eof_in_continuation(&self, backslash: usize) -> LexError {
        if let Some(&open) = self.brackets.last() {
            return self.never_closed(open);
        }
        let error = LexError::new("unexpected EOF while parsing", backslash as u32 + 1, RangeEnd::Unknown(-1));
        LexError { incomplete: true, weak: true, ..error }
    }

    /// The error for a bracket nobody closed.
    pub fn never_closed(&self, open: Bracket) -> LexError {
        let message = format!("'{}' was never closed", self.byte(open.offset as usize) as char);
        let error = LexError::new(message, open.offset, RangeEnd::Unknown(0));
        LexError { incomplete: true, unclosed: true, ..error }
    }

    fn end_of_source(&mut self) -> Result<(), LexError> {
        if let Some(&open) = self.brackets.last() {
            return Err(self.never_closed(open));
        }
        let end = self.source.len();
        if !self.line_is_empty {
            self.soft.line_end(&mut self.tokens);
            let comment = self.comment_before(end);
            self.push(Tok::Newline, comment, end);
        }
        for _ in 0..self.indents.depth() {
            self.push(Tok::Dedent, end, end);
        }
        self.push(Tok::EndMarker, end, end);
        Ok(())
    }
}
