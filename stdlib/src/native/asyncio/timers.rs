//! The heap of timers of a loop. Cancelled timers stay in it until they come to its top or are the greater part of it.
//!
//! It is the binary heap of `heapq`, so that timers of one time are called in the order in which CPython calls them.

use pyish_vm::Vm;
use pyish_vm::builtins::list::ListStorage;
use pyish_vm::object::{Ref, Slot};
use pyish_vm::value::Value;

use super::event_loop::Loop;
use super::handle;

/// From so many timers on it is worth while to throw the cancelled ones out.
const MANY: u64 = 100;

fn slots(l: Ref<Loop>) -> &'static [Slot] {
    let storage = l.timers.get();
    // SAFETY: the slot holds list storages alone.
    if storage.is_unbound() { &[] } else { unsafe { storage.cast::<ListStorage>() }.slots() }
}
fn when(v: Value) -> f64 {
    handle::this(v).when()
}
/// Moves the timer at `at` towards the root, as far as `root`.
fn up(heap: &[Slot], root: usize, mut at: usize) {
    let timer = heap[at].get();
    while at > root {
        let parent = (at - 1) >> 1;
        if when(timer) >= when(heap[parent].get()) {
            break;
        }
        heap[at].set(heap[parent].get());
        at = parent;
    }
    heap[at].set(timer);
}
/// Moves the timer at `at` to a leaf along the smaller children and from there up again.
fn down(heap: &[Slot], mut at: usize) {
    let (root, timer) = (at, heap[at].get());
    let mut child = 2 * at + 1;
    while child < heap.len() {
        let right = child + 1;
        if right < heap.len() && when(heap[child].get()) >= when(heap[right].get()) {
            child = right;
        }
        heap[at].set(heap[child].get());
        at = child;
        child = 2 * at + 1;
    }
    heap[at].set(timer);
    up(heap, root, at);
}

fn try_push(vm: &Vm, l: Ref<Loop>, timer: Value) -> bool {
    let _guard = vm.lock(l);
    let (heap, n) = (slots(l), l.timer_count.usize());
    if n >= heap.len() {
        return false;
    }
    heap[n].set(timer);
    l.timer_count.set(n as u64 + 1);
    up(&heap[..=n], 0, n);
    true
}
pub fn push(vm: &Vm, l: Ref<Loop>, timer: Value) {
    handle::this(timer).set_scheduled(true);
    while !try_push(vm, l, timer) {
        let room = slots(l).len();
        let new = vm.new_list_storage((room * 2).max(16));
        let _guard = vm.lock(l);
        let old = slots(l);
        if old.len() == room {
            new.slots().iter().zip(old).for_each(|(to, from)| to.set(from.get()));
            l.timers.set(new.value());
        }
    }
}
/// The timer that is due first.
pub fn first(vm: &Vm, l: Ref<Loop>) -> Option<Value> {
    let _guard = vm.lock(l);
    if l.timer_count.get() == 0 { None } else { Some(slots(l)[0].get()) }
}
fn pop_if(vm: &Vm, l: Ref<Loop>, wanted: impl FnOnce(Value) -> bool) -> Option<Value> {
    let _guard = vm.lock(l);
    let (heap, n) = (slots(l), l.timer_count.usize());
    if n == 0 || !wanted(heap[0].get()) {
        return None;
    }
    let last = heap[n - 1].swap(Value::UNBOUND);
    l.timer_count.set(n as u64 - 1);
    if n == 1 {
        handle::this(last).set_scheduled(false);
        return Some(last);
    }
    let top = heap[0].swap(last);
    down(&heap[..n - 1], 0);
    handle::this(top).set_scheduled(false);
    Some(top)
}
/// Takes the first timer if its time is before `end`.
pub fn pop_due(vm: &Vm, l: Ref<Loop>, end: f64) -> Option<Value> {
    pop_if(vm, l, |timer| when(timer) < end)
}
pub fn drop_cancelled(vm: &Vm, l: Ref<Loop>) {
    if l.cancelled_timers.get() == 0 {
        return;
    }
    let n = l.timer_count.get();
    if n > MANY && l.cancelled_timers.get() * 2 > n {
        rebuild(vm, l);
        return;
    }
    while pop_if(vm, l, |timer| handle::this(timer).is_cancelled()).is_some() {
        l.cancelled_timers.set(l.cancelled_timers.get().saturating_sub(1));
    }
}
fn rebuild(vm: &Vm, l: Ref<Loop>) {
    let _guard = vm.lock(l);
    let (heap, n) = (slots(l), l.timer_count.usize());
    let mut kept = 0;
    for i in 0..n {
        let timer = heap[i].swap(Value::UNBOUND);
        if handle::this(timer).is_cancelled() {
            handle::this(timer).set_scheduled(false);
        } else {
            heap[kept].set(timer);
            kept += 1;
        }
    }
    l.timer_count.set(kept as u64);
    l.cancelled_timers.set(0);
    for i in (0..kept / 2).rev() {
        down(&heap[..kept], i);
    }
}
/// The timers as a list.
pub fn all(vm: &Vm, l: Ref<Loop>) -> Value {
    let list = vm.new_list(&[]);
    for slot in slots(l).iter().take(l.timer_count.usize()) {
        list.push(vm, slot.get());
    }
    list.value()
}
