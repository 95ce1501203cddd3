//! Source text to abstract syntax tree.
