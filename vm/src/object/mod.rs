//! Objects: headers, shapes, slots, type descriptions, attribute lookup and the protocols of the language.

pub mod attribute;
pub mod buffer;
mod header;
pub mod instance;
mod kinds;
pub mod operators;
mod protocol;
pub mod shape;
pub mod slot_table;
mod typedef;

pub use crate::builtins::type_::Type;
pub use buffer::{Buffer, exports};
pub use header::{Header, HeapObject, OWNER_SHARED, Ref, ShapeId, Slot, Word, flag};
pub use operators::{BinaryOp, UnaryOp};
pub use shape::AttrSlot;
pub use typedef::*;
