//! Safepoints: where a thread looks up from its work and does what others asked of it.
//!
//! A request is a bit in `requests` followed by 0 in `limit`; the safepoint restores `limit` first and takes the bits afterwards, so
//! a request that comes between is either among the bits taken or leaves its 0 standing.
//!
//! In the hostile modes (`hostile`) `limit` stays 0.

use std::sync::atomic::Ordering;

use super::figures;
use super::gil::{self, GIL};
use super::hostile;
use super::state::request;
use crate::{PyResult, Raised, Vm};

impl Vm {
    /// Asks this thread to do something at its next safepoint: bits of `request`. Any thread may, also in a signal handler.
    pub(crate) fn request(&self, bits: u32) {
        self.requests.fetch_or(bits, Ordering::SeqCst);
        self.limit.store(0, Ordering::SeqCst);
    }
    /// Does what was asked of this thread: called when `poked()` at a call or loop, with `base`, `pc` and `top` saved.
    /// Raises KeyboardInterrupt and other asynchronous exceptions.
    #[cold]
    pub fn safepoint(&self) -> PyResult<()> {
        self.assert_no_guard();
        let every = hostile::switch_every();
        if every == 0 && !self.tracing.is_active() {
            self.limit.store(self.soft_limit.load(Ordering::Relaxed), Ordering::SeqCst);
        }
        let asked = self.requests.swap(0, Ordering::SeqCst);
        self.stop_if_wanted();
        if asked & request::GIL_DROP != 0 {
            figures::add(&self.thread.gil.asked, 1);
            self.yield_gil();
        }
        if every > 0 {
            self.switch_by_force(every);
        }
        let raised = if asked & request::SIGNAL != 0 { self.asynchronous() } else { Ok(()) };
        if asked & request::FINALIZERS != 0 {
            match raised {
                Ok(()) => _ = self.run_finalizers(),
                // The exception comes first.
                Err(_) => self.request(request::FINALIZERS),
            }
        }
        raised
    }
    fn switch_by_force(&self, every: u32) {
        let left = &self.thread.countdown;
        if left.get() > 1 {
            left.set(left.get() - 1);
            return;
        }
        left.set(hostile::distance(every));
        if gil::enabled() {
            if GIL.is_wanted() {
                self.yield_gil();
            }
        } else {
            hostile::give_way();
        }
    }
    fn asynchronous(&self) -> PyResult<()> {
        let e = self.thread_slots().async_exc.swap(crate::value::Value::UNBOUND);
        if !e.is_unbound() {
            // Signals that wait too are not forgotten.
            self.request(request::SIGNAL);
            return Err(self.exception_to_raise(e).unwrap_or_else(|e: Raised| e));
        }
        self.check_signals()
    }
    /// Raises `exception` (a class or an instance) in the thread with this ident at its next safepoint, or takes that back. Answers
    /// the number of threads found.
    pub fn set_async_exception(&self, ident: u64, exception: Option<crate::value::Value>) -> usize {
        self.with_threads(|threads| {
            let mut n = 0;
            for t in threads.filter(|t| t.thread.ident == ident) {
                t.slots.async_exc.set(exception.unwrap_or(crate::value::Value::UNBOUND));
                t.request(request::SIGNAL);
                n += 1;
            }
            n
        })
    }
}
