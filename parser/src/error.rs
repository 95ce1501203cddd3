//! The errors and warnings that parsing hands to its caller.

use pyish_lexer::Span;

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
/// characters, 0 meaning "none".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    pub message: String,
    pub span: Span,
    pub lineno: u32,
    pub col_offset: u32,
    pub end_lineno: u32,
    pub end_col_offset: u32,
    /// More input could complete the source: an interactive prompt should ask for another line.
    pub incomplete: bool,
}

/// A `SyntaxWarning` found while reading literals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxWarning {
    pub message: String,
    pub span: Span,
    pub lineno: u32,
}
