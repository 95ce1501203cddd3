//! Opcodes, code units and code objects.

pub mod disasm;
pub mod opcode;
pub mod unit;
