//! Tokens of Python 3.15.
//!
//! Owns everything between bytes and the grammar: decoding, positions, tokens, indentation, literals.
//! Invariant: no input makes it panic. What a sequence of tokens means is the parser's.
#![forbid(unsafe_code)]

pub mod span;
pub mod strlit;

pub use span::{LineIndex, Location, Span};
pub use strlit::StrLit;
