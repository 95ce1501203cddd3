//! How the GIL decides between threads that wait for it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A way of handing the lock over.
pub(crate) trait Policy: Sync {
    fn name(&self) -> &'static str;
    /// How long a thread waits before it asks the holder to let go.
    fn patience(&self, from_io: bool, interval: Duration) -> Duration;
    /// Whether a thread goes before those that wait already.
    fn goes_first(&self, from_io: bool) -> bool;
}

/// As CPython: everybody waits a whole interval, in order of arrival.
struct CPython;
impl Policy for CPython {
    fn name(&self) -> &'static str {
        "cpython"
    }
    fn patience(&self, _: bool, interval: Duration) -> Duration {
        interval
    }
    fn goes_first(&self, _: bool) -> bool {
        false
    }
}

/// A thread that comes back from something that blocked does not wait a whole interval behind one that computes.
struct IoPriority;
impl Policy for IoPriority {
    fn name(&self) -> &'static str {
        "io-priority"
    }
    fn patience(&self, from_io: bool, interval: Duration) -> Duration {
        if from_io { Duration::from_micros(50).min(interval) } else { interval }
    }
    fn goes_first(&self, from_io: bool) -> bool {
        from_io
    }
}

static POLICIES: [&dyn Policy; 2] = [&IoPriority, &CPython];
static CURRENT: AtomicUsize = AtomicUsize::new(0);

pub(crate) fn current() -> &'static dyn Policy {
    POLICIES[CURRENT.load(Ordering::Relaxed)]
}

/// Chooses a policy by name; false when there is none of that name.
pub fn set(name: &str) -> bool {
    match POLICIES.iter().position(|p| p.name() == name) {
        Some(i) => {
            CURRENT.store(i, Ordering::Relaxed);
            true
        }
        None => false,
    }
}

/// Names of the policies, the default first.
pub fn names() -> impl Iterator<Item = &'static str> {
    POLICIES.iter().map(|p| p.name())
}
