//! The hostile modes: threads give way more often than they would, so that tests meet orders of events that are rare.
//!
//! `PYISH_SWITCH_EVERY=N`: `limit` stays 0, and at every Nth safepoint the thread offers the GIL (or, with the GIL off, the processor) to
//! others. `PYISH_YIELD_SEED=S` makes the distances random, N the average and 8 when it is not given, and threads sleep for a moment
//! now and then; debug builds also offer the processor between reads and writes of objects' words, where no safepoint is. Off, neither
//! mode costs anything in a release build.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|n| n.parse().ok())
}

/// Switch at every so many safepoints; 0 when the modes are off.
#[inline]
pub(super) fn switch_every() -> u32 {
    static EVERY: OnceLock<u32> = OnceLock::new();
    *EVERY.get_or_init(|| number("PYISH_SWITCH_EVERY").map_or(if seed() == 0 { 0 } else { 8 }, |n| n as u32))
}

/// What the random mode starts from; 0 when it is off.
#[inline]
fn seed() -> u64 {
    static SEED: OnceLock<u64> = OnceLock::new();
    *SEED.get_or_init(|| number("PYISH_YIELD_SEED").unwrap_or(0))
}

/// A random number of this thread (xorshift), none when the mode is off. The threads' sequences follow from the seed and from the order
/// in which they first ask.
#[inline]
fn random() -> Option<u64> {
    thread_local! {
        static STATE: Cell<u64> = const { Cell::new(0) };
    }
    static THREADS: AtomicU64 = AtomicU64::new(0);
    if seed() == 0 {
        return None;
    }
    STATE.with(|state| {
        let mut x = state.get();
        if x == 0 {
            x = (seed() ^ THREADS.fetch_add(1, Ordering::Relaxed) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        }
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        state.set(x);
        Some(x >> 16)
    })
}

/// Safepoints until the next forced switch.
pub(super) fn distance(every: u32) -> u32 {
    random().map_or(every, |r| (r % (2 * every as u64)) as u32 + 1)
}

/// Offers the processor to others.
pub(super) fn give_way() {
    match random() {
        Some(r) if r % 16 == 0 => std::thread::sleep(Duration::from_micros(r >> 8 & 63)),
        _ => std::thread::yield_now(),
    }
}

/// Between two accesses to words of objects, in debug builds: perhaps lets others run.
#[cfg(debug_assertions)]
#[inline]
pub(crate) fn perhaps_give_way() {
    if let Some(r) = random()
        && r % 1024 == 0
    {
        std::thread::yield_now();
    }
}
