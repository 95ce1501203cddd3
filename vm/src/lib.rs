//! The virtual machine.

pub mod bytecode;
