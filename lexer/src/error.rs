//! What the lexer reports: the first error, and warnings.
//!
//! Invariant: an error names places as byte offsets, and says how its end column is to be reported, since CPython
//! leaves some ends unset and programs can see that.

/// Which exception a lexical error becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexErrorKind {
    Syntax,
    Indentation,
    Tab,
}

/// How the end of an error's range is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeEnd {
    /// A byte offset; the reported column is that of the character there, counted from 1.
    At(u32),
    /// The start's line and column again.
    Start,
    /// The start's line, and the column after that of the character at this byte offset.
    Next(u32),
    /// The start's line, and a column that means "unknown" (0 or -1).
    Unknown(i32),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexError {
    pub kind: LexErrorKind,
    pub message: String,
    pub start: u32,
    pub end: RangeEnd,
    /// The source ended too early: more text could complete it.
    pub incomplete: bool,
    /// A bracket was left open at the end of the source; the parser's own errors may come first.
    pub unclosed: bool,
    /// The start is reported as a column counted from 0: the column before it.
    pub before: bool,
    /// How many columns after the start the error is reported: CPython sometimes points past the end of a line.
    pub shift: u32,
    /// Reported only when the parser gets there: errors before it win.
    pub weak: bool,
}

impl LexError {
    pub fn new(message: impl Into<String>, start: u32, end: RangeEnd) -> LexError {
        LexError {
            kind: LexErrorKind::Syntax,
            message: message.into(),
            start,
            end,
            incomplete: false,
            unclosed: false,
            before: false,
            shift: 0,
            weak: false,
        }
    }

    /// An error at the character at `start`, its range one column wide in CPython's sense.
    pub fn at(message: impl Into<String>, start: u32) -> LexError {
        LexError::new(message, start, RangeEnd::Start)
    }

    /// The error as an `IndentationError` or `TabError`, which never come before an earlier error.
    pub fn with_kind(self, kind: LexErrorKind) -> LexError {
        LexError { kind, weak: kind != LexErrorKind::Syntax, ..self }
    }
}

/// A `SyntaxWarning` and the place it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexWarning {
    pub message: String,
    pub start: u32,
    pub end: u32,
}
