//! Tokens of Python 3.15.
//!
//! Owns everything between bytes and the grammar: decoding, positions, tokens, indentation, literals.
//! Invariant: no input makes it panic. What a sequence of tokens means is the parser's.
#![forbid(unsafe_code)]

mod decode;
mod error;
mod fstring;
pub mod identifier;
mod indent;
mod lexer;
pub mod number;
mod soft_keyword;
mod span;
pub mod string;
mod strlit;
mod token;

pub use decode::{DecodeError, decode};
pub use error::{LexError, LexErrorKind, LexWarning, RangeEnd};
pub use lexer::{Lexed, lex};
pub use span::{LineIndex, Location, Span};
pub use strlit::{CodePoints, StrBuilder, StrLit};
pub use token::{Tok, Token};
