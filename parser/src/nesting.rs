//! Bounds how deep an expression can nest without brackets: `- - x`, `not not x`, `a ** b ** c`, `lambda: lambda: x`,
//! `x if y else z if …`. Brackets and indentation have limits of their own in the lexer.
//!
//! Invariant: what passes has a tree whose right-nesting is at most [`MAX_NESTING`] levels, brackets aside, so that
//! walking it with recursion is safe.

use pyish_lexer::{Tok, Token};

use crate::ast::MAX_NESTING;

/// The first token that nests too deeply.
pub fn excess(tokens: &[Token]) -> Option<&Token> {
    let mut levels: Vec<u32> = Vec::new();
    let mut base = 0;
    let mut level = 0;
    let mut run = 0;
    let mut after_operand = false;
    for token in tokens {
        match token.kind {
            Tok::LParen | Tok::LBracket | Tok::LBrace | Tok::WithLParen | Tok::FieldOpen => {
                levels.extend([base, level, run]);
                base = level + run;
                (level, run) = (base, 0);
            }
            Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::FieldClose => {
                run = levels.pop().unwrap_or(0);
                level = levels.pop().unwrap_or(0);
                base = levels.pop().unwrap_or(0);
            }
            Tok::Newline => (base, level, run) = (0, 0, 0),
            Tok::Comma | Tok::Semi => (level, run) = (base, 0),
            Tok::Lambda | Tok::Else => level += 1,
            Tok::Plus | Tok::Minus | Tok::Tilde | Tok::Not if !after_operand => run += 1,
            Tok::DoubleStar => run += 1,
            Tok::Name
            | Tok::Int
            | Tok::Float
            | Tok::Imaginary
            | Tok::String
            | Tok::FStringEnd
            | Tok::Await
            | Tok::Dot => {}
            _ => run = 0,
        }
        if level + run > MAX_NESTING {
            return Some(token);
        }
        after_operand = matches!(
            token.kind,
            Tok::Name
                | Tok::Int
                | Tok::Float
                | Tok::Imaginary
                | Tok::String
                | Tok::FStringEnd
                | Tok::RParen
                | Tok::RBracket
                | Tok::RBrace
                | Tok::Ellipsis
                | Tok::None
                | Tok::True
                | Tok::False
        );
    }
    None
}
