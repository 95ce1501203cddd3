//! The virtual machine: values, heap, threads, compiler, evaluation, builtin types.

pub mod boot;
pub mod builtins;
pub mod bytecode;
pub mod codecs;
pub mod compile;
pub mod eval;
pub mod exceptions;
pub mod format;
pub mod hash;
pub mod heap;
pub mod import;
pub mod intern;
pub mod interp;
pub mod modules;
pub mod names;
pub mod native;
pub mod object;
pub mod thread;
pub mod unicode;
pub mod value;
mod vm;

pub use exceptions::Raised;
pub use interp::Interp;
pub use vm::Vm;

/// The result of everything that may raise.
pub type PyResult<T> = Result<T, Raised>;
