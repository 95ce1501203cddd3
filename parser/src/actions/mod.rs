//! What the grammar's productions build.
//!
//! Each function makes one node from the parts of one production. Invariant: spans come from the grammar's `@L` and
//! `@R`, except that compound statements end with their last statement. Legality of targets and parameters is
//! [`crate::validate`]'s, literals are [`crate::literals`]'s, patterns [`crate::patterns`]'s.

mod expression;
mod statement;

use std::cell::RefCell;

use lalrpop_util::ParseError;
use pyish_lexer::{LexError, LexWarning, Tok, Token, identifier};

use crate::ast::{Identifier, Span};

pub use self::expression::*;
pub use self::statement::*;
pub use crate::literals::{
    FieldTail, FormatPiece, StringPart, field, field_tail, float, fstring, imaginary, int, middle, strings, tstring,
};

/// Why an action rejects what the grammar accepted.
#[derive(Debug)]
pub struct Failure {
    pub error: LexError,
    /// The fault lies in a literal, not in the syntax: no better explanation can be found.
    pub in_literal: bool,
    /// The fault is reported at the token after the code.
    pub at_lookahead: bool,
}

pub type Checked<T> = Result<T, ParseError<u32, Tok, Failure>>;

/// What actions share: the source, its tokens, and the warnings they find.
pub struct Cx<'s> {
    pub source: &'s str,
    pub tokens: &'s [Token],
    pub warnings: RefCell<Vec<LexWarning>>,
}

impl<'s> Cx<'s> {
    pub fn text(&self, l: u32, r: u32) -> &'s str {
        Span::new(l, r).text(self.source)
    }

    pub fn identifier(&self, l: u32, r: u32) -> Identifier {
        Identifier::from(&*identifier::normalize(self.text(l, r)))
    }
}

/// A rejection of the code under `span`.
pub fn failure<T>(span: Span, message: impl Into<String>) -> Checked<T> {
    let error = LexError::new(message, span.start, pyish_lexer::RangeEnd::At(span.end));
    Err(ParseError::User { error: Failure { error, in_literal: false, at_lookahead: false } })
}

pub fn push<T>(mut list: Vec<T>, item: T) -> Vec<T> {
    list.push(item);
    list
}

pub fn append<T>(mut list: Vec<T>, mut more: Vec<T>) -> Vec<T> {
    list.append(&mut more);
    list
}

pub fn insert_first<T>(item: T, mut list: Vec<T>) -> Vec<T> {
    list.insert(0, item);
    list
}
