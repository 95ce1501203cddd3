//! Patterns of the `match` statement.

use super::{Constant, Expr, Identifier, Span};

#[derive(Clone, Debug)]
pub struct Pattern {
    pub span: Span,
    pub kind: PatternKind,
}

/// CPython's `pattern` nodes, with its field names.
#[derive(Clone, Debug)]
pub enum PatternKind {
    /// Compared with `==`: a number, a string, or a dotted name.
    MatchValue {
        value: Box<Expr>,
    },
    /// Compared with `is`: `None`, `True` or `False`.
    MatchSingleton {
        value: Constant,
    },
    MatchSequence {
        patterns: Vec<Pattern>,
    },
    MatchMapping {
        keys: Vec<Expr>,
        patterns: Vec<Pattern>,
        rest: Option<Identifier>,
    },
    MatchClass {
        cls: Box<Expr>,
        patterns: Vec<Pattern>,
        kwd_attrs: Vec<Identifier>,
        kwd_patterns: Vec<Pattern>,
    },
    /// `*name`, or `*_` when there is no name.
    MatchStar {
        name: Option<Identifier>,
    },
    /// `pattern as name`, a capture (`name` alone) or the wildcard (neither).
    MatchAs {
        pattern: Option<Box<Pattern>>,
        name: Option<Identifier>,
    },
    MatchOr {
        patterns: Vec<Pattern>,
    },
}

/// One `case pattern if guard: body`.
#[derive(Clone, Debug)]
pub struct MatchCase {
    pub span: Span,
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: super::Body,
}
