//! The evaluation loop: dispatch, frames, calls, unwinding, generators.

pub mod call;
pub(crate) mod dispatch;
pub(crate) mod fast;
pub mod frame;
pub mod generator;
mod pending;
pub(crate) mod shape_cache;
mod slow;
pub(crate) mod trace;
mod unwind;
