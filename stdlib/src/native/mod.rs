//! Modules written in Rust, one file or folder each.

pub mod binascii;
pub mod codecs;
pub mod gc;
pub mod stdio;
pub mod struct_;
pub mod unicodedata;
pub mod weakref;
