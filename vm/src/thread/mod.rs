//! Threads: the GIL, object locks, stop-the-world, safepoints, signals, fork.
//!
//! `gil` and `policy` own the lock that running threads hold, `figures` what is counted about it; `quiesce` the running state and
//! stopping threads; `object_lock` and `owners` who may write which object; `safepoint` what a thread does between two instructions, `hostile` the modes that provoke races; `park` waiting; `spawn`, `state`
//! and `fork` the life of threads; `signal` what the kernel tells; `deadlock` what to do when nobody is left to run; `futex` the kernel's waiting.
//! Whether the GIL is on is read in this folder alone.

pub mod deadlock;
pub mod figures;
pub mod fork;
pub mod futex;
pub mod gil;
mod hostile;
mod object_lock;
mod owners;
pub mod park;
pub mod policy;
mod quiesce;
mod safepoint;
pub mod signal;
pub mod spawn;
mod spin;
mod state;
pub mod word_lock;

#[cfg(test)]
mod tests;

#[cfg(debug_assertions)]
pub(crate) use hostile::perhaps_give_way;
pub use object_lock::ObjectGuard;
pub(crate) use owners::recycle;
pub use park::{Parked, Waits};
pub use quiesce::is_frozen;
pub(crate) use state::shared;
pub use state::{Shared, ThreadSlots, ThreadState, request};
