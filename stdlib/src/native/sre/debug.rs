//! What `re.DEBUG` shows: the program of the pattern, one operation a line.

use std::fmt::Write;

use super::compiler::Program;

pub fn listing(program: &Program) -> String {
    let mut out = String::new();
    for (at, op) in program.ops.iter().enumerate() {
        writeln!(out, "{at:3}: {op:?}").expect("writing to memory");
    }
    out
}
