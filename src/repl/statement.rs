//! Whether what was typed so far is a whole statement.
//!
//! Invariant: a compound statement ends with a blank line; anything else when its last line makes it whole, or wrong.

use pyish_parser::ast::{Mod, Stmt, StmtKind};
use pyish_parser::{Mode, parse};

/// Whether no other line is to be asked for.
pub fn is_complete(text: &str) -> bool {
    if text.trim().is_empty() {
        return true;
    }
    let last_is_blank =
        text.trim_end_matches('\n').len() + 1 < text.len() || text.lines().last().is_none_or(|l| l.trim().is_empty());
    match parse(text, Mode::Single) {
        Ok(Mod::Interactive { body, .. }) => last_is_blank || !body.iter().any(is_compound),
        Ok(_) => true,
        // A text of comments only asks for more, as an empty one does not.
        Err(e) => !e.incomplete,
    }
}

/// Whether the text is one statement, not several that were pasted.
pub fn is_single(text: &str) -> bool {
    match parse(text, Mode::Single) {
        Ok(_) => true,
        Err(_) => parse(text, Mode::Exec).is_err(),
    }
}

fn is_compound(statement: &Stmt) -> bool {
    use StmtKind::*;
    matches!(
        statement.kind,
        FunctionDef { .. }
            | AsyncFunctionDef { .. }
            | ClassDef { .. }
            | For { .. }
            | AsyncFor { .. }
            | While { .. }
            | If { .. }
            | With { .. }
            | AsyncWith { .. }
            | Match { .. }
            | Try { .. }
            | TryStar { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::is_complete;

    #[test]
    fn lines_that_end_a_statement() {
        for text in ["x = 1\n", "if x:\n  pass\n\n", "f(\n1)\n", "1 +\n", "\n", "def f(): pass\n\n"] {
            assert!(is_complete(text), "{text:?}");
        }
        for text in ["if x:\n", "if x:\n  pass\n", "f(\n", "'''a\n", "class A:\n  x = 1\n", "x = \\\n"] {
            assert!(!is_complete(text), "{text:?}");
        }
    }
}
