//! The abstract syntax tree: CPython's `ast` node names and fields, as Rust enums.
//!
//! Invariants: every node's `span` is what CPython reports as `lineno … end_col_offset`, in bytes; the tree can be
//! dropped without recursion however deep it is (`ExprBox`, `Body`). Deriving `Clone` and `Debug` do recurse.
//! What names mean, and what is legal where (`return` outside a function), is the compiler's.
//!
//! Left-nested expressions (`a + b + c …`, `x.a.b()…`) and `elif` chains may be tens of thousands of levels deep, so
//! consumers walk those with loops. All other nesting is bounded by the parser at [`MAX_NESTING`].

mod expr;
mod ident;
mod pattern;
mod stmt;

pub use expr::*;
pub use ident::Identifier;
pub use pattern::*;
pub use pyish_lexer::{LineIndex, Location, Span, StrLit};
pub use stmt::*;

/// The deepest right-nesting (`- - x`, `not not x`, `a ** b ** c`, `lambda: lambda: …`) the parser accepts.
pub const MAX_NESTING: u32 = 2000;

/// What a whole source parses to, according to the mode.
#[derive(Clone, Debug)]
pub enum Mod {
    Module { body: Body },
    Interactive { body: Body },
    Expression { body: ExprBox },
}
