//! The heap: non-moving, precise in objects, conservative on native and register stacks.

mod alloc;
mod trace;

pub use alloc::{ThreadHeap, reserve};
pub use trace::{Marker, Trace};
