//! Looking before sleeping.
//!
//! What a thread waits for often comes within a few microseconds, on another processor, and sleeping and being woken costs more
//! than that. So a waiter first looks for a moment. Each thread learns whether that pays: after some moments in vain it seldom tries.

use std::cell::Cell;
use std::sync::OnceLock;

use super::futex::{MICRO, Nanos, now};

/// For how long a waiter looks: about what sleeping and being woken costs.
const MOMENT: Nanos = 8 * MICRO;
/// So many moments in vain and a waiter mostly goes to sleep at once,
const DOUBT: u8 = 4;
/// but tries again once in so many times.
const RETRY: u8 = 16;

/// What one thread knows of its waits of one kind.
#[derive(Default)]
pub struct Spin {
    in_vain: Cell<u8>,
    skipped: Cell<u8>,
}

impl Spin {
    /// Looks for a moment whether `done`.
    pub fn until(&self, done: impl Fn() -> bool) -> bool {
        if done() {
            return true;
        }
        if !self.is_worth_it() {
            return false;
        }
        let end = now() + MOMENT;
        loop {
            for _ in 0..8 {
                if done() {
                    self.in_vain.set(self.in_vain.get() / 2);
                    return true;
                }
                std::hint::spin_loop();
            }
            if now() > end {
                self.in_vain.set(self.in_vain.get().saturating_add(1).min(2 * DOUBT));
                return false;
            }
        }
    }
    fn is_worth_it(&self) -> bool {
        if !has_other_processors() {
            return false;
        }
        if self.in_vain.get() < DOUBT {
            return true;
        }
        self.skipped.set((self.skipped.get() + 1) % RETRY);
        self.skipped.get() == 0
    }
}

/// With one processor nobody else runs while we look.
fn has_other_processors() -> bool {
    static MANY: OnceLock<bool> = OnceLock::new();
    *MANY.get_or_init(|| std::thread::available_parallelism().is_ok_and(|n| n.get() > 1))
}
