//! The errors and warnings that parsing hands to its caller.

use pyish_lexer::{LexError, LexErrorKind, LexWarning, Lexed, LineIndex, RangeEnd, Span, Tok, Token};

use crate::Mode;
use crate::actions::Failure;
use crate::diagnose::{Diagnosis, diagnose, locate};

/// Which exception the guest sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    Syntax,
    Indentation,
    Tab,
    /// A `MemoryError`: the source nests too deeply.
    Memory,
}

/// A rejected source. The numbers are those of Python's `SyntaxError`: lines and columns count from 1, columns in
/// characters; a column of 0 or -1 means "unknown", a line of 0 that the error has no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    pub message: String,
    pub span: Span,
    pub lineno: u32,
    pub col_offset: i32,
    pub end_lineno: u32,
    pub end_col_offset: i32,
    /// More input could complete the source: an interactive prompt should ask for another line.
    pub incomplete: bool,
    /// The line that goes with the error is shown with its line break: reading had not got beyond that line.
    pub line_break: bool,
}

/// A `SyntaxWarning` found while reading literals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxWarning {
    pub message: String,
    pub span: Span,
    pub lineno: u32,
}

impl SyntaxWarning {
    /// The warning as an error, at the place that it is about; one about an escape covers the backslash and what follows.
    pub fn as_error(&self, source: &str, whole: bool) -> SyntaxError {
        let lines = LineIndex::new(source);
        let number = |offset: u32| (lines.line(offset), lines.char_column(source, offset) as i32 + 1);
        let (lineno, col_offset) = number(self.span.start);
        let (end_lineno, end_col_offset) = if whole { number(self.span.end) } else { (lineno, col_offset + 2) };
        SyntaxError {
            kind: SyntaxErrorKind::Syntax,
            message: self.message.replace(" Such sequences will not work in the future.", ""),
            span: self.span,
            lineno,
            col_offset,
            end_lineno,
            end_col_offset,
            incomplete: false,
            line_break: true,
        }
    }
}

/// An error about the source as a whole.
pub(crate) fn without_place(message: &str) -> SyntaxError {
    SyntaxError {
        kind: SyntaxErrorKind::Syntax,
        message: message.to_owned(),
        span: Span::default(),
        lineno: 0,
        col_offset: 0,
        end_lineno: 0,
        end_col_offset: 0,
        incomplete: false,
        line_break: false,
    }
}

/// The `MemoryError` for a source that nests too deeply.
pub(crate) fn too_complex(lines: &LineIndex, source: &str, at: u32) -> SyntaxError {
    let error = LexError::at("Parser stack overflowed - Python source too complex to parse", at);
    SyntaxError { kind: SyntaxErrorKind::Memory, ..place(source, lines, error) }
}

pub(crate) fn warning(lines: &LineIndex, warning: LexWarning) -> SyntaxWarning {
    let span = Span::new(warning.start, warning.end);
    SyntaxWarning { message: warning.message, span, lineno: lines.line(span.start) }
}

/// Gives an error its line and column numbers.
pub(crate) fn place(source: &str, lines: &LineIndex, error: LexError) -> SyntaxError {
    let number = |offset: u32| {
        let beyond = i32::from(offset as usize > source.len());
        (lines.line(offset), lines.char_column(source, offset) as i32 + 1 + beyond)
    };
    let (lineno, mut col_offset) = number(error.start);
    col_offset += error.shift as i32 - i32::from(error.before);
    let (end, end_lineno, end_col_offset) = match error.end {
        RangeEnd::At(end) => {
            let (line, column) = number(end);
            let column = if line == lineno { column } else { clipped(source, lines, lineno, end) };
            (end, line, column)
        }
        RangeEnd::Start => (error.start, lineno, col_offset),
        RangeEnd::Next(last) => (last, lineno, number(last).1 + 1),
        RangeEnd::Unknown(column) => (error.start, lineno, column),
    };
    let kind = match error.kind {
        LexErrorKind::Syntax => SyntaxErrorKind::Syntax,
        LexErrorKind::Indentation => SyntaxErrorKind::Indentation,
        LexErrorKind::Tab => SyntaxErrorKind::Tab,
    };
    let at_the_end = error.unclosed || error.message.starts_with("unexpected EOF");
    let continued = error.message.starts_with("unexpected character after line continuation");
    SyntaxError {
        kind,
        message: error.message,
        span: Span::new(error.start, end),
        lineno,
        col_offset,
        end_lineno,
        end_col_offset,
        incomplete: error.incomplete,
        line_break: kind != SyntaxErrorKind::Syntax || at_the_end && lineno >= last_line(source, lines) || continued,
    }
}

/// The number of a source's last line; an empty rest behind the last line break is none.
fn last_line(source: &str, lines: &LineIndex) -> u32 {
    let end = source.len() as u32;
    lines.line(if source.ends_with(['\n', '\r']) { end - 1 } else { end })
}

/// The line that reading has got to with a token.
fn reached_line(source: &str, lines: &LineIndex, token: Token) -> u32 {
    lines.line(token.end.saturating_sub(1).max(token.start)).min(last_line(source, lines))
}

/// CPython turns the end's byte column into characters with the text of the line on which the error starts.
fn clipped(source: &str, lines: &LineIndex, lineno: u32, end: u32) -> i32 {
    let column = lines.location(end).col_offset as usize + 1;
    let line = lines.line_text(source, lineno);
    let inside = line.bytes().take(column).filter(|&byte| byte & 0xC0 != 0x80).count() as i32;
    inside + i32::from(column > line.len())
}

/// Only a module's last line ends in a line break that the source does not have; otherwise CPython reports errors at
/// the end of such a source one column earlier, and plain ones without a column.
pub(crate) fn without_implied_line(error: SyntaxError, mode: Mode, source: &str) -> SyntaxError {
    let at_end = error.span.start as usize == source.len();
    let last = source.rsplit(['\n', '\r']).next().unwrap_or_default();
    let blank = !last.is_empty() && last.bytes().all(|b| b == b' ' || b == b'\t');
    if mode != Mode::Exec && at_end && blank && error.message == "invalid syntax" {
        // Such a line is not empty: it is indented.
        return SyntaxError {
            kind: SyntaxErrorKind::Indentation,
            message: "unexpected indent".to_owned(),
            col_offset: last.len() as i32,
            end_col_offset: -1,
            ..error
        };
    }
    if mode == Mode::Exec || source.ends_with(['\n', '\r']) || !at_end {
        return error;
    }
    match (error.end_col_offset, error.message == "invalid syntax") {
        (_, true) => SyntaxError {
            lineno: if source.is_empty() { 0 } else { error.lineno },
            end_lineno: if source.is_empty() { 0 } else { error.end_lineno },
            col_offset: 0,
            end_col_offset: 0,
            ..error
        },
        (-1, false) => SyntaxError { col_offset: error.col_offset - 1, ..error },
        // At the line break that is not there.
        (end, false) if end == error.col_offset + 1 => {
            SyntaxError { col_offset: error.col_offset - 1, end_col_offset: -1, ..error }
        }
        _ => error,
    }
}

/// Finds the words for a source that the grammar rejected at token `index`; `failure` is an action's own reason.
///
/// As in CPython, a lexical error wins when reading gets to it, and when it comes later in the source, unless it lies
/// in an f-string; a bracket that is never closed wins over errors on later lines.
pub(crate) fn explain(
    source: &str,
    lines: &LineIndex,
    lexed: &Lexed,
    index: usize,
    failure: Option<Failure>,
) -> SyntaxError {
    let index = index.min(lexed.tokens.len() - 1);
    let token = lexed.tokens[index];
    if let (Tok::Error, Some(error)) = (token.kind, &lexed.error) {
        return place(source, lines, error.clone());
    }
    let in_literal = failure.as_ref().is_some_and(|failure| failure.in_literal);
    let diagnosis = if in_literal { Diagnosis::default() } else { diagnose(source, lines, &lexed.tokens, index) };
    let at_end = matches!(token.kind, Tok::EndMarker | Tok::Dedent) && token.end as usize == source.len();
    let indentation = matches!(token.kind, Tok::Indent | Tok::Dedent);
    let generic = diagnosis.mistake.is_none() && failure.is_none();
    if indentation && generic && !diagnosis.reached_error {
        return SyntaxError { incomplete: at_end, line_break: true, ..unexpected(source, lines, token) };
    }
    if let Some(error) = &lexed.error {
        let last = lexed.tokens[diagnosis.furthest.max(index)];
        let later = if error.unclosed {
            lines.line(last.start) > lines.line(error.start)
        } else {
            !lexed.error_in_field && !error.weak
        };
        if later || diagnosis.reached_error {
            return place(source, lines, error.clone());
        }
    }
    let reached = reached_line(source, lines, lexed.tokens[diagnosis.furthest.max(index)]);
    // An action fails when what it is about has been read: how far reading had got by then is not known exactly.
    let acted = failure.is_some();
    let mut explained = match (diagnosis.mistake, failure) {
        (Some(mistake), _) => place(source, lines, mistake),
        (None, Some(failure)) if failure.at_lookahead => {
            place(source, lines, locate(source, token, failure.error.message))
        }
        (None, Some(failure)) => place(source, lines, failure.error),
        (None, None) => unexpected(source, lines, lexed.tokens[diagnosis.failed_at.unwrap_or(index)]),
    };
    explained.incomplete |= at_end;
    explained.line_break = acted || reached <= explained.lineno;
    explained
}

/// The error for a token that no rule expects.
fn unexpected(source: &str, lines: &LineIndex, token: Token) -> SyntaxError {
    let message = match token.kind {
        Tok::Indent => "unexpected indent",
        Tok::Dedent => "unexpected unindent",
        _ => "invalid syntax",
    };
    let mut error = place(source, lines, locate(source, token, message));
    error.line_break = true;
    match token.kind {
        Tok::Indent => error.kind = SyntaxErrorKind::Indentation,
        Tok::Dedent => error.kind = SyntaxErrorKind::Indentation,
        Tok::EndMarker => (error.col_offset, error.end_col_offset) = (0, 0),
        _ => {}
    }
    error
}
