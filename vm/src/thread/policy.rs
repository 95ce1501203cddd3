//! GIL policies: who asks the holder to let go, after how long, and who is served first.
//!
//! A policy is one small trait; it decides from what a waiting thread did before and holds no state. `gil` owns the queue.

use super::futex::{MICRO, Nanos};

/// Why a thread wants the GIL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arrival {
    /// It comes back from a call that may have blocked, or has just started.
    Returned,
    /// It had to let go at the request of another.
    Forced,
}

/// What is known of a waiting thread.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    pub arrival: Arrival,
    /// For how long the thread held the GIL the last time, from taking it to letting go.
    pub last_hold: Nanos,
    /// When it began to wait.
    pub since: Nanos,
}

/// How the GIL changes hands.
pub trait Policy: Sync {
    fn name(&self) -> &'static str;
    /// Whether the claim goes before those that are not urgent.
    fn is_urgent(&self, claim: &Claim, interval: Nanos) -> bool;
    /// How long the holder, who has held the GIL for `held`, may go on before the claim makes it let go.
    fn patience(&self, claim: &Claim, held: Nanos, interval: Nanos) -> Nanos;
}

/// CPython's: one queue, and every waiter grants the holder a whole interval.
pub struct CPython;

impl Policy for CPython {
    fn name(&self) -> &'static str {
        "cpython"
    }
    fn is_urgent(&self, _: &Claim, _: Nanos) -> bool {
        false
    }
    fn patience(&self, _: &Claim, _: Nanos, interval: Nanos) -> Nanos {
        interval
    }
}

/// Threads that mostly wait for the world do not queue behind threads that compute: who comes back from a blocking call, having
/// let go early by itself, asks at once. The holder keeps a short least slice, so that many such threads cannot stop it.
pub struct IoPriority;

/// What a holder may use before an urgent claim makes it let go.
const LEAST_SLICE: Nanos = 100 * MICRO;
/// A thread is one that mostly waits when it held the GIL for less than this part of the interval.
const SHORT_HOLD: Nanos = 4;

impl Policy for IoPriority {
    fn name(&self) -> &'static str {
        "io-priority"
    }
    fn is_urgent(&self, claim: &Claim, interval: Nanos) -> bool {
        claim.arrival == Arrival::Returned && claim.last_hold < interval / SHORT_HOLD
    }
    fn patience(&self, claim: &Claim, held: Nanos, interval: Nanos) -> Nanos {
        if self.is_urgent(claim, interval) { LEAST_SLICE.min(interval).saturating_sub(held) } else { interval }
    }
}

/// All policies; the first is the default.
pub static POLICIES: &[&dyn Policy] = &[&IoPriority, &CPython];
