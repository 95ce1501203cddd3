//! Source text to abstract syntax tree.
//!
//! [`parse`] is the only door: it runs the lexer, the generated LALRPOP parser and, when that rejects the source,
//! [`diagnose`], which finds the words CPython 3.15 would use. Invariant: no input makes it panic or overflow the
//! stack. Whether a program makes sense (`return` outside a function, unknown `nonlocal`) is the compiler's.
#![forbid(unsafe_code)]

mod actions;
pub mod ast;
mod diagnose;
mod error;
mod keyword_typo;
mod literals;
mod nesting;
mod patterns;
mod single;
mod validate;

use std::cell::{Cell, RefCell};

use lalrpop_util::{ParseError, lalrpop_mod};
use pyish_lexer::{LexError, LineIndex, RangeEnd, Tok};

use actions::{Cx, Failure};
pub use error::{SyntaxError, SyntaxErrorKind, SyntaxWarning};
pub use keyword_typo::suggest_keyword;
pub use pyish_lexer::{DecodeError, decode};

lalrpop_mod!(
    #[allow(clippy::all, unused)]
    grammar
);

/// What a source is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module.
    Exec,
    /// One expression.
    Eval,
    /// One interactive statement.
    Single,
}

/// Parses `source`, which must hold decoded text; see [`decode`] for bytes.
pub fn parse(source: &str, mode: Mode) -> Result<ast::Mod, SyntaxError> {
    parse_with_warnings(source, mode, &mut Vec::new())
}

/// Whether a source ends inside an indented block, without a line break: the block could go on.
pub fn ends_in_block(source: &str) -> bool {
    let tokens = pyish_lexer::lex(source, Tok::StartFile).tokens;
    let last = tokens.iter().rev().find(|token| token.kind != Tok::EndMarker);
    !source.ends_with(['\n', '\r']) && last.is_some_and(|token| token.kind == Tok::Dedent)
}

/// Like [`parse`], and appends the `SyntaxWarning`s that literals deserve.
pub fn parse_with_warnings(
    source: &str,
    mode: Mode,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<ast::Mod, SyntaxError> {
    if source.contains('\0') {
        return Err(error::without_place("source code string cannot contain null bytes"));
    }
    if u32::try_from(source.len()).is_err() {
        return Err(error::too_complex(&LineIndex::new(""), "", 0));
    }
    let first = if mode == Mode::Eval { Tok::StartEval } else { Tok::StartFile };
    let mut lexed = pyish_lexer::lex(source, first);
    let extra_line = if mode == Mode::Single { single::cut(&mut lexed) } else { None };
    if let Some(token) = nesting::excess(&lexed.tokens) {
        return Err(error::too_complex(&LineIndex::new(source), source, token.start));
    }
    let warnings_found = RefCell::new(std::mem::take(&mut lexed.warnings));
    let cx = Cx { source, tokens: &lexed.tokens, warnings: warnings_found };
    let read = Cell::new(0);
    let feed = lexed.tokens.iter().map(|token| {
        read.set(read.get() + 1);
        (token.start, token.kind, token.end)
    });
    let parsed = grammar::TopParser::new().parse(&cx, feed);
    let lines = LineIndex::new(source);
    // Those of literals before a mistake, too.
    let mut found = cx.warnings.into_inner();
    found.sort_by_key(|warning| warning.start);
    warnings.extend(found.into_iter().map(|warning| error::warning(&lines, warning)));
    match parsed {
        Ok(module) => {
            if mode != Mode::Single {
                return Ok(module);
            }
            let check = single::check(source, module, extra_line, &lexed.tokens);
            check.map_err(|error| {
                let error = SyntaxError { line_break: true, ..error::place(source, &lines, error) };
                error::without_implied_line(error, mode, source)
            })
        }
        Err(rejection) => {
            let explained = error::explain(source, &lines, &lexed, read.get() - 1, failure_of(rejection));
            Err(error::without_implied_line(explained, mode, source))
        }
    }
}

/// The action's own reason, or nothing when the grammar had no production to go on with.
fn failure_of(rejection: ParseError<u32, Tok, Failure>) -> Option<Failure> {
    match rejection {
        ParseError::User { error } => Some(error),
        ParseError::InvalidToken { location } => {
            let error = LexError::new("invalid syntax", location, RangeEnd::Start);
            Some(Failure { error, in_literal: false, at_lookahead: false })
        }
        _ => None,
    }
}
