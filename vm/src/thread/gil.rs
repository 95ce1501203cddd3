//! The global interpreter lock: fair hand-over, a switch interval, release around everything that blocks.
//!
//! Invariant: a thread runs Python code or touches the heap only while it is the holder. The lock passes directly from the holder to
//! the first waiter, so nobody overtakes; a waiter that has waited an interval pokes the holder, which lets go at its next safepoint.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

use crate::Vm;

use super::policy::{self, Policy};
use super::state::request;

/// Where one waiting thread sleeps.
#[derive(Default)]
pub(crate) struct Seat {
    called: Mutex<bool>,
    bell: Condvar,
}

#[derive(Default)]
struct Queue {
    /// Address of the holder's `Vm`, 0 when nobody holds the lock.
    holder: usize,
    waiting: VecDeque<(usize, Arc<Seat>)>,
}

/// The lock.
pub(crate) struct Gil {
    queue: Mutex<Queue>,
    /// Switch interval in microseconds.
    interval: AtomicU64,
}

impl Default for Gil {
    fn default() -> Self {
        Gil { queue: Mutex::default(), interval: AtomicU64::new(5000) }
    }
}

impl Gil {
    pub fn interval(&self) -> Duration {
        Duration::from_micros(self.interval.load(Ordering::Relaxed))
    }
    pub fn set_interval(&self, d: Duration) {
        self.interval.store(d.as_micros().max(1) as u64, Ordering::Relaxed);
    }
    /// Takes the lock, waiting for the turn. `from_io` says that the thread comes back from something that blocked.
    pub fn acquire(&self, vm: &Vm, from_io: bool) {
        let me = vm as *const Vm as usize;
        let policy = policy::current();
        {
            let mut queue = self.queue.lock();
            if queue.holder == 0 {
                queue.holder = me;
                return;
            }
            let entry = (me, vm.thread.seat.clone());
            if policy.goes_first(from_io) { queue.waiting.push_front(entry) } else { queue.waiting.push_back(entry) }
        }
        self.wait(me, vm, policy.patience(from_io, self.interval()));
    }
    fn wait(&self, me: usize, vm: &Vm, patience: Duration) {
        let seat = &vm.thread.seat;
        let mut called = seat.called.lock();
        let mut patience = patience;
        while !*called {
            let until = Instant::now() + patience;
            let timed_out = seat.bell.wait_until(&mut called, until).timed_out();
            if timed_out && !*called {
                drop(called);
                self.poke_holder(me);
                patience = self.interval();
                called = seat.called.lock();
            }
        }
        *called = false;
    }
    /// Asks the holder to let go.
    fn poke_holder(&self, me: usize) {
        let queue = self.queue.lock();
        if queue.holder != 0 && queue.holder != me {
            // SAFETY: a holder's Vm lives until it has let go, which needs the queue's lock.
            unsafe { &*(queue.holder as *const Vm) }.request(request::GIL_DROP);
        }
    }
    /// Hands the lock to the first waiter, or leaves it free.
    pub fn release(&self) {
        let seat = {
            let mut queue = self.queue.lock();
            match queue.waiting.pop_front() {
                Some((next, seat)) => {
                    queue.holder = next;
                    seat
                }
                None => {
                    queue.holder = 0;
                    return;
                }
            }
        };
        *seat.called.lock() = true;
        seat.bell.notify_one();
    }
    /// Whether somebody waits.
    pub fn is_wanted(&self) -> bool {
        !self.queue.lock().waiting.is_empty()
    }
    /// In a forked child: the calling thread is the only one and holds the lock.
    pub fn after_fork(&self, vm: &Vm) {
        // SAFETY: the only thread of the process; the lock may have been copied in the locked state.
        unsafe { self.queue.force_unlock_if_locked() };
        *self.queue.lock() = Queue { holder: vm as *const Vm as usize, waiting: VecDeque::new() };
    }
}

/// Unlocks a mutex that a thread which no longer exists may hold.
trait ForceUnlock {
    /// # Safety
    /// Nobody else can hold or wait for the lock.
    unsafe fn force_unlock_if_locked(&self);
}

impl<T> ForceUnlock for Mutex<T> {
    unsafe fn force_unlock_if_locked(&self) {
        if self.is_locked() {
            // SAFETY: as promised.
            unsafe { self.force_unlock() }
        }
    }
}
