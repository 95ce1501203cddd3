//! Modules written in Rust, one file or folder each.

pub mod atexit;
pub mod codecs;
pub mod gc;
pub mod signal;
pub mod stdio;
pub mod struct_;
pub mod thread;
pub mod time;
pub mod weakref;
