//! Threads: the GIL, object locks, stop-the-world, safepoints.

mod object_lock;
mod quiesce;
mod state;

pub use object_lock::ObjectGuard;
pub use state::{Shared, ThreadSlots, ThreadState, request};
pub(crate) use state::shared;
