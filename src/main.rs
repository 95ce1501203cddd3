//! The `pyish` binary.

fn main() {}
