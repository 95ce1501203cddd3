//! The interactive mode: one compound statement, or one line of simple ones.
//!
//! Invariant: what follows the first line of simple statements is not parsed; that it exists is the error.

use pyish_lexer::{LexError, Lexed, RangeEnd, Tok, Token};

use crate::ast::{Mod, Stmt, StmtKind};
use crate::diagnose::locate;

/// Cuts the tokens after the first line when that is a line of simple statements. Returns the line's end when more
/// follows.
pub(crate) fn cut(lexed: &mut Lexed) -> Option<Token> {
    let tokens = &mut lexed.tokens;
    let starts_block = matches!(
        tokens.get(1)?.kind,
        Tok::If
            | Tok::While
            | Tok::For
            | Tok::Try
            | Tok::With
            | Tok::Def
            | Tok::Class
            | Tok::Async
            | Tok::At
            | Tok::Match
    );
    if starts_block {
        return None;
    }
    let end = tokens.iter().position(|token| token.kind == Tok::Newline)?;
    let line_end = tokens[end];
    if tokens.get(end + 1)?.kind == Tok::EndMarker {
        return None;
    }
    tokens.truncate(end + 1);
    tokens.push(Token { kind: Tok::EndMarker, start: line_end.end, end: line_end.end });
    lexed.error = None;
    Some(line_end)
}

fn is_compound(stmt: &Stmt) -> bool {
    use StmtKind::*;
    matches!(
        stmt.kind,
        FunctionDef(_)
            | AsyncFunctionDef(_)
            | ClassDef(_)
            | For(_)
            | AsyncFor(_)
            | While { .. }
            | If { .. }
            | With { .. }
            | AsyncWith { .. }
            | Match { .. }
            | Try(_)
            | TryStar(_)
    )
}

/// Whether a compound statement ends on an unindented line without a line break: it could go on.
fn lacks_end(source: &str, tokens: &[Token]) -> bool {
    let before_end = tokens.iter().rev().find(|token| token.kind != Tok::EndMarker);
    !source.ends_with(['\n', '\r']) && before_end.is_some_and(|token| token.kind == Tok::Newline)
}

/// Turns a module into an `Interactive`; `extra_line` is the end of a first line that others follow.
pub(crate) fn check(source: &str, module: Mod, extra_line: Option<Token>, tokens: &[Token]) -> Result<Mod, LexError> {
    let body = match module {
        Mod::Module { body } => body,
        other => return Ok(other),
    };
    if let Some(line_end) = extra_line {
        let message = "multiple statements found while compiling a single statement";
        return Err(locate(source, line_end, message));
    }
    match (body.first(), body.get(1)) {
        (Some(first), Some(second)) if is_compound(first) => {
            Err(LexError::new("invalid syntax", second.span.start, RangeEnd::At(second.span.start + 1)))
        }
        (None, _) => {
            let error = LexError::new("invalid syntax", source.len() as u32, RangeEnd::Unknown(0));
            Err(LexError { before: true, incomplete: true, ..error })
        }
        (Some(first), None) if is_compound(first) && lacks_end(source, tokens) => {
            let error = LexError::new("invalid syntax", source.len() as u32, RangeEnd::Unknown(0));
            Err(LexError { before: true, incomplete: true, ..error })
        }
        _ => Ok(Mod::Interactive { body }),
    }
}
