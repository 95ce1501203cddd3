//! Opcodes, code units and code objects.

pub mod opcode;
pub mod unit;
