//! The global interpreter lock: one per process, fair, observable, and absent when the mode is off.
//!
//! Invariant: while the mode is on, a thread in the running state holds the lock. The mode changes only with the world stopped, and
//! this folder alone reads it. The word says whether the lock is held and whether anybody waits; queue and holder change under
//! `queue_lock`, except that taking a free lock and leaving one that nobody waits for is a single exchange on the word.
//!
//! A holder that is asked to let go hands the lock to the waiter whose turn it is. One that lets go by itself frees it and nudges
//! that waiter: whoever comes first takes it, so a short blocking call does not cost two changes of threads. The waiter at
//! place n of the queue expects its turn after n intervals, so only about one of them wakes up per interval to ask for it.

use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use crossbeam_utils::CachePadded;

use super::figures::add;
use super::futex::{self, FutexLock, MILLI, Nanos, Woke, now};
use super::policy::{Arrival, Claim, POLICIES, Policy};
use super::state::request;
use crate::Vm;

const LOCKED: u32 = 1;
const WAITERS: u32 = 2;

/// What the word `ThreadState::turn` of a waiting thread says.
mod turn {
    pub const WAIT: u32 = 0;
    /// The lock is yours.
    pub const GRANTED: u32 = 1;
    /// The lock was free a moment ago.
    pub const TRY: u32 = 2;
    /// There is no lock any more.
    pub const ABOLISHED: u32 = 3;
}

/// `sys.setswitchinterval`'s default.
const INTERVAL: Nanos = 5 * MILLI;

struct Waiter {
    vm: *const Vm,
    claim: Claim,
}

/// Waiting threads: those that go first, and the others, each in order of arrival.
#[derive(Default)]
struct Queue {
    urgent: VecDeque<Waiter>,
    normal: VecDeque<Waiter>,
}

impl Queue {
    fn is_empty(&self) -> bool {
        self.urgent.is_empty() && self.normal.is_empty()
    }
    /// Whose turn it is. Urgent claims do not pass one that has waited for longer than an interval for each of them that passed.
    fn first_lane(&mut self, interval: Nanos) -> &mut VecDeque<Waiter> {
        let starving = match (self.urgent.front(), self.normal.front()) {
            (Some(_), Some(normal)) => now().saturating_sub(normal.claim.since) / 2 > interval,
            (None, _) => true,
            (Some(_), None) => false,
        };
        if starving { &mut self.normal } else { &mut self.urgent }
    }
    fn remove(&mut self, vm: &Vm) -> bool {
        for lane in [&mut self.urgent, &mut self.normal] {
            if let Some(at) = lane.iter().position(|w| std::ptr::eq(w.vm, vm)) {
                lane.remove(at);
                return true;
            }
        }
        false
    }
}

/// The lock.
pub struct Gil {
    enabled: AtomicBool,
    /// On a line of its own: all threads that come and go write it.
    word: CachePadded<AtomicU32>,
    holder: AtomicPtr<Vm>,
    interval: AtomicU64,
    policy: AtomicUsize,
    /// Counts forced changes of holder.
    switches: AtomicU64,
    queue_lock: FutexLock,
    queue: UnsafeCell<Option<Queue>>,
}
// SAFETY: the queue is touched under `queue_lock` alone; its waiters are alive as long as they stand in it.
unsafe impl Sync for Gil {}

pub(super) static GIL: Gil = Gil::new();

impl Gil {
    pub(super) const fn new() -> Gil {
        Gil {
            enabled: AtomicBool::new(true),
            word: CachePadded::new(AtomicU32::new(0)),
            holder: AtomicPtr::new(std::ptr::null_mut()),
            interval: AtomicU64::new(INTERVAL),
            policy: AtomicUsize::new(0),
            switches: AtomicU64::new(0),
            queue_lock: FutexLock::new(),
            queue: UnsafeCell::new(None),
        }
    }
    #[inline(always)]
    pub(super) fn enabled(&self) -> bool {
        self.enabled.load(Ordering::Acquire)
    }
    fn with_queue<R>(&self, f: impl FnOnce(&mut Queue) -> R) -> R {
        // SAFETY: the lock is held.
        self.queue_lock.with(|| f(unsafe { &mut *self.queue.get() }.get_or_insert_with(Queue::default)))
    }
    fn policy(&self) -> &'static dyn Policy {
        POLICIES[self.policy.load(Ordering::Relaxed)]
    }
    fn interval(&self) -> Nanos {
        self.interval.load(Ordering::Relaxed)
    }

    /// Takes the lock; the thread is not in the running state. Answers false when the mode was switched off meanwhile.
    #[inline]
    pub(super) fn acquire(&self, vm: &Vm, arrival: Arrival) -> bool {
        if self.try_take_uncontended() {
            self.took(vm, now());
            return true;
        }
        self.wait_for_turn(vm, arrival)
    }
    #[inline(always)]
    fn try_take_uncontended(&self) -> bool {
        self.word.compare_exchange(0, LOCKED, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }
    /// Under the queue's lock: takes the lock if it is free, else notes that somebody waits.
    fn take_or_announce(&self) -> bool {
        if self.word.fetch_or(LOCKED | WAITERS, Ordering::Acquire) & LOCKED != 0 {
            return false;
        }
        true
    }
    /// Under the queue's lock: brings the word's second bit up to date.
    fn settle(&self, queue: &Queue) {
        if queue.is_empty() {
            self.word.fetch_and(!WAITERS, Ordering::Relaxed);
        }
    }
    fn took(&self, vm: &Vm, at: Nanos) {
        // A request that was meant for our last hold must not end this one.
        vm.requests.fetch_and(!request::GIL_DROP, Ordering::Relaxed);
        let counters = &vm.thread.gil;
        counters.since.store(at, Ordering::Relaxed);
        add(&counters.holds, 1);
        self.holder.store(std::ptr::from_ref(vm).cast_mut(), Ordering::Release);
    }
    /// Before letting go: nobody may poke us as the holder any more.
    fn leaving(&self, vm: &Vm) -> Nanos {
        self.holder.store(std::ptr::null_mut(), Ordering::Relaxed);
        let (counters, at) = (&vm.thread.gil, now());
        let held = at.saturating_sub(counters.since.load(Ordering::Relaxed));
        add(&counters.held, held);
        counters.since.store(0, Ordering::Relaxed);
        counters.last_hold.store(held, Ordering::Relaxed);
        at
    }

    #[cold]
    fn wait_for_turn(&self, vm: &Vm, arrival: Arrival) -> bool {
        let begin = now();
        let claim = Claim { arrival, last_hold: vm.thread.gil.last_hold.load(Ordering::Relaxed), since: begin };
        let urgent = self.policy().is_urgent(&claim, self.interval());
        if vm.thread.gil_spin.until(|| self.word.load(Ordering::Relaxed) == 0 && self.try_take_uncontended()) {
            self.took_after(vm, begin);
            return true;
        }
        vm.thread.turn.store(turn::WAIT, Ordering::Relaxed);
        let entered = self.with_queue(|queue| {
            if !self.enabled() {
                return Some(false);
            }
            if self.take_or_announce() {
                self.settle(queue);
                return Some(true);
            }
            let lane = if urgent { &mut queue.urgent } else { &mut queue.normal };
            lane.push_back(Waiter { vm, claim });
            None
        });
        let got = entered.unwrap_or_else(|| self.queue_for(vm, &claim));
        if got {
            self.took_after(vm, begin);
        }
        got
    }
    fn took_after(&self, vm: &Vm, begin: Nanos) {
        let at = now();
        self.took(vm, at);
        add(&vm.thread.gil.waits, 1);
        add(&vm.thread.gil.waited, at.saturating_sub(begin));
    }
    /// Waits in the queue until the lock is ours (true) or abolished (false).
    fn queue_for(&self, vm: &Vm, claim: &Claim) -> bool {
        loop {
            let seen = self.switches.load(Ordering::Relaxed);
            let deadline = now().saturating_add(self.expected_wait(vm, claim));
            let mut woke = Woke::Maybe;
            while vm.thread.turn.load(Ordering::Acquire) == turn::WAIT && woke != Woke::TimedOut {
                woke = futex::wait(&vm.thread.turn, turn::WAIT, Some(deadline));
            }
            match vm.thread.turn.load(Ordering::Acquire) {
                turn::GRANTED => return true,
                turn::ABOLISHED => return false,
                turn::TRY => {
                    if let Some(got) = self.try_again(vm) {
                        return got;
                    }
                }
                _ => self.ask_holder(seen),
            }
        }
    }
    /// How long a waiter sleeps before it asks the holder to let go.
    fn expected_wait(&self, vm: &Vm, claim: &Claim) -> Nanos {
        let interval = self.interval();
        let place = self.with_queue(|queue| {
            let urgent = queue.urgent.iter().position(|w| std::ptr::eq(w.vm, vm));
            urgent.or_else(|| queue.normal.iter().position(|w| std::ptr::eq(w.vm, vm)))
        });
        let held = self.with_queue(|_| {
            // SAFETY: a holder that is not null cannot finish letting go while we hold the queue's lock (`WAITERS` is set).
            let holder = unsafe { self.holder.load(Ordering::Acquire).as_ref() };
            let since = holder.map_or(0, |h| h.thread.gil.since.load(Ordering::Relaxed));
            // 0: it is about to let go.
            if since == 0 { 0 } else { now().saturating_sub(since) }
        });
        self.policy().patience(claim, held, interval).saturating_add(interval.saturating_mul(place.unwrap_or(0) as u64))
    }
    /// After a nudge: takes the lock if it is still free, and stays in the queue otherwise.
    fn try_again(&self, vm: &Vm) -> Option<bool> {
        self.with_queue(|queue| {
            match vm.thread.turn.swap(turn::WAIT, Ordering::Acquire) {
                turn::GRANTED => return Some(true),
                turn::ABOLISHED => return Some(false),
                _ => {}
            }
            if !self.take_or_announce() {
                return None;
            }
            queue.remove(vm);
            self.settle(queue);
            Some(true)
        })
    }
    /// Asks the holder to let go, unless the lock has changed hands by force since `seen`.
    fn ask_holder(&self, seen: u64) {
        self.with_queue(|_| {
            if self.switches.load(Ordering::Relaxed) != seen {
                return;
            }
            // SAFETY: as in `expected_wait`.
            if let Some(holder) = unsafe { self.holder.load(Ordering::Acquire).as_ref() } {
                holder.request(request::GIL_DROP);
            }
        });
    }

    /// Lets go because the thread is about to block or ends.
    #[inline]
    pub(super) fn release(&self, vm: &Vm) {
        self.leaving(vm);
        add(&vm.thread.gil.voluntary, 1);
        self.let_go();
    }
    #[inline]
    fn let_go(&self) {
        if self.word.compare_exchange(LOCKED, 0, Ordering::Release, Ordering::Relaxed).is_err() {
            self.free_and_nudge();
        }
    }
    #[cold]
    fn free_and_nudge(&self) {
        let next = self.with_queue(|queue| {
            self.word.fetch_and(!LOCKED, Ordering::Release);
            let lane = queue.first_lane(self.interval());
            let next = lane.front()?;
            // SAFETY: a waiter leaves the queue under its lock.
            let turn = unsafe { &(*next.vm).thread.turn };
            turn.store(turn::TRY, Ordering::Release);
            Some(&raw const *turn)
        });
        if let Some(turn) = next {
            futex::wake(turn, 1);
        }
    }
    /// At a safepoint of the holder: hands the lock to the next in line, if any. Answers whether it did; the caller then has left
    /// the running state and must acquire again.
    pub(super) fn hand_over(&self, vm: &Vm) -> bool {
        let next = self.with_queue(|queue| {
            let lane = queue.first_lane(self.interval());
            let next = lane.pop_front()?;
            self.leaving(vm);
            self.switches.fetch_add(1, Ordering::Relaxed);
            self.settle(queue);
            // SAFETY: until it sees the store below the waiter waits.
            let turn = unsafe { &(*next.vm).thread.turn };
            let address = &raw const *turn;
            turn.store(turn::GRANTED, Ordering::Release);
            Some(address)
        });
        let Some(turn) = next else { return false };
        add(&vm.thread.gil.forced, 1);
        futex::wake(turn, 1);
        true
    }
    /// Whether anybody waits for the lock.
    pub(super) fn is_wanted(&self) -> bool {
        self.word.load(Ordering::Relaxed) & WAITERS != 0
    }

    /// With the world stopped, by the holder: the lock is no more, whoever waits for it goes on without.
    fn abolish(&self, vm: &Vm) {
        self.leaving(vm);
        self.enabled.store(false, Ordering::Release);
        let waiters = self.with_queue(|queue| {
            self.word.store(0, Ordering::Release);
            let waiting = queue.urgent.drain(..).chain(queue.normal.drain(..));
            // SAFETY: as in `free_and_nudge`.
            let turns = waiting.map(|w| unsafe { &(*w.vm).thread.turn });
            turns.map(|t| (t.store(turn::ABOLISHED, Ordering::Release), &raw const *t).1).collect::<Vec<_>>()
        });
        for turn in waiters {
            futex::wake(turn, 1);
        }
    }
    /// With the world stopped: the lock exists again and is ours. A thread that still believes in the old one lets go of it soon.
    fn establish(&self, vm: &Vm) {
        self.enabled.store(true, Ordering::Release);
        self.acquire(vm, Arrival::Returned);
    }
    /// In the child of a fork: we hold the lock, nobody waits.
    pub(super) fn after_fork_child(&self, vm: &Vm) {
        self.queue_lock.reset();
        // SAFETY: there is no other thread; the old queue may be in the middle of a change and is left alone.
        unsafe { std::ptr::write(self.queue.get(), None) };
        if self.enabled() {
            self.word.store(LOCKED, Ordering::Relaxed);
            self.holder.store(std::ptr::from_ref(vm).cast_mut(), Ordering::Relaxed);
        }
    }
}

/// Whether the GIL is on.
pub fn enabled() -> bool {
    GIL.enabled()
}

/// The mode the process starts in, before its first thread is in the running state.
pub(super) fn start_in(on: bool) {
    GIL.enabled.store(on, Ordering::Release);
}

/// Switches the GIL off: from now on threads run in parallel.
pub fn disable(vm: &Vm) {
    vm.stop_the_world(|| {
        if enabled() {
            vm.split_owners();
            GIL.abolish(vm);
        }
    });
}

/// Switches the GIL on.
pub fn enable(vm: &Vm) {
    vm.stop_the_world(|| {
        if !enabled() {
            vm.unite_owners();
            GIL.establish(vm);
        }
    });
}

/// Seconds after which a waiting thread makes the holder let go.
pub fn switch_interval() -> f64 {
    GIL.interval() as f64 / 1e9
}

pub fn set_switch_interval(seconds: f64) {
    GIL.interval.store(((seconds * 1e9) as u64).max(1), Ordering::Relaxed);
}

/// The name of the policy in force.
pub fn policy() -> &'static str {
    GIL.policy().name()
}

/// How often the lock was handed over on request.
pub fn forced_switches() -> u64 {
    GIL.switches.load(Ordering::Relaxed)
}

/// The names of all policies, the default first.
pub fn policies() -> impl Iterator<Item = &'static str> {
    POLICIES.iter().map(|p| p.name())
}

/// Chooses a policy by name; false when there is none of that name.
pub fn set_policy(name: &str) -> bool {
    match POLICIES.iter().position(|p| p.name() == name) {
        Some(at) => {
            GIL.policy.store(at, Ordering::Relaxed);
            true
        }
        None => false,
    }
}
