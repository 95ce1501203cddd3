//! Source text to abstract syntax tree.
#![forbid(unsafe_code)]

pub mod ast;
mod error;

pub use error::{SyntaxError, SyntaxErrorKind, SyntaxWarning};
