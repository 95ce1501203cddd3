//! Objects: headers, shapes, slots, type descriptions, attribute lookup and the protocols of the language.

pub mod buffer;
mod header;
mod kinds;
pub mod shape;
mod typedef;

pub use crate::builtins::type_::Type;
pub use buffer::{Buffer, exports};
pub use header::{Header, HeapObject, OWNER_SHARED, Ref, ShapeId, Slot, Word, flag};
pub use shape::AttrSlot;
pub use typedef::*;
