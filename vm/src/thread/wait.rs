//! Waiting on a word of memory, without the GIL, ended by timeouts and signals.

use std::sync::atomic::AtomicU32;
use std::time::{Duration, Instant};

use crate::{PyResult, Vm};

/// The longest a wait goes without looking for signals that came just before it began.
const SLICE: Duration = Duration::from_millis(50);

/// Sleeps while the word holds `expected`, at most until `deadline`.
pub fn futex_wait(word: &AtomicU32, expected: u32, timeout: Option<Duration>) {
    let spec = timeout.map(|d| libc::timespec { tv_sec: d.as_secs() as i64, tv_nsec: d.subsec_nanos() as i64 });
    let pointer = spec.as_ref().map_or(std::ptr::null(), |s| s as *const libc::timespec);
    // SAFETY: the word is alive as long as the borrow.
    unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG, expected, pointer) };
}

/// Wakes threads that sleep on the word.
pub fn futex_wake(word: &AtomicU32, count: i32) {
    // SAFETY: as above.
    unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG, count) };
}

impl Vm {
    /// Waits without the GIL until `done` answers, at most until the deadline; whether it did. `done` is tried whenever the word may
    /// have changed from `expected`. Raises what signal handlers raise.
    pub fn wait_word(
        &self,
        word: &AtomicU32,
        expected: u32,
        deadline: Option<Instant>,
        mut done: impl FnMut() -> bool,
    ) -> PyResult<bool> {
        loop {
            if done() {
                return Ok(true);
            }
            let now = Instant::now();
            let left = match deadline {
                Some(d) if d <= now => return Ok(false),
                Some(d) => Some(d - now),
                None => None,
            };
            let slice = if self.is_main_thread() { Some(left.map_or(SLICE, |l| l.min(SLICE))) } else { left };
            self.released(|| futex_wait(word, expected, slice));
            if self.poked() {
                self.safepoint()?;
            }
        }
    }
    /// Sleeps for a time, ended by signals whose handlers raise.
    pub fn sleep(&self, time: Duration) -> PyResult<()> {
        let deadline = Instant::now() + time;
        let nothing = AtomicU32::new(0);
        if time.is_zero() {
            self.yield_gil();
            if self.poked() {
                self.safepoint()?;
            }
            return Ok(());
        }
        self.wait_word(&nothing, 0, Some(deadline), || false)?;
        Ok(())
    }
}
