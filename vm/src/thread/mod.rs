//! Threads: the GIL, object locks, stop-the-world, safepoints.

mod gil;
mod object_lock;
pub mod policy;
mod quiesce;
pub mod signal;
mod state;
pub mod wait;

pub use object_lock::ObjectGuard;
pub use state::{Shared, ThreadSlots, ThreadState, request};
pub(crate) use state::shared;
