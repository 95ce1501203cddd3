//! Modules written in Rust, one file or folder each.

pub mod atexit;
pub mod binascii;
pub mod codecs;
pub mod containers;
pub mod contextvars;
pub mod deque;
pub mod errno;
pub mod functools;
pub mod gamma;
pub mod gc;
pub mod gil;
pub mod hashes;
pub mod itertools;
pub mod math;
pub mod operators;
pub mod posix;
pub mod queue;
pub mod random;
pub mod signal;
pub mod sre;
pub mod stdio;
pub mod struct_;
pub mod thread;
pub mod time;
pub mod unicodedata;
pub mod weakref;
