//! Which weak references point to an object: a side table by the object's address.
//!
//! Invariants. A weak reference's target word is set exactly while the reference stands in the table under that address. The table
//! keeps neither alive: each collection drops dead references from it and clears the references to dead targets before anybody
//! can see them. Order within a list is CPython's: the shared reference and the shared proxy first, then the newest.

use crate::Vm;
use crate::builtins::weakref::WeakRef;
use crate::object::Ref;
use crate::value::Value;

use super::arena::Arena;
use super::audit::Exempt;
use super::finalize::Pending;
use super::{AddressMap, heap};

#[derive(Default)]
pub(super) struct WeakTable {
    targets: AddressMap<Referrers>,
    next_serial: u64,
}

struct Referrers {
    /// Orders the callbacks of targets that die together.
    serial: u64,
    references: Vec<usize>,
}

fn reference(address: usize) -> Ref<WeakRef> {
    // SAFETY: the table holds addresses of weak references that are not swept yet.
    unsafe { Ref::from_raw(address as *const WeakRef) }
}

/// The weak references to objects.
pub(crate) struct Weaks;

impl Weaks {
    /// The first reference to `target` for which `wanted` holds. `wanted` must not allocate.
    pub(crate) fn find(target: Value, wanted: impl Fn(Ref<WeakRef>) -> bool) -> Option<Ref<WeakRef>> {
        let table = heap().weak.lock();
        let list = &table.targets.get(&(target.bits() as usize))?.references;
        list.iter().map(|&r| reference(r)).find(|r| wanted(*r))
    }
    /// Number of references to `target`.
    pub(crate) fn count(target: Value) -> usize {
        heap().weak.lock().targets.get(&(target.bits() as usize)).map_or(0, |t| t.references.len())
    }
    /// The reference number `i` to `target`.
    pub(crate) fn nth(target: Value, i: usize) -> Option<Ref<WeakRef>> {
        let table = heap().weak.lock();
        table.targets.get(&(target.bits() as usize))?.references.get(i).map(|&r| reference(r))
    }
    /// Enters a new reference, unless `existing` finds one to share; answers the one to use. `before` says of a reference whether
    /// the new one stands behind it.
    pub(crate) fn enter(
        target: Value,
        new: Ref<WeakRef>,
        existing: impl Fn(Ref<WeakRef>) -> bool,
        before: impl Fn(Ref<WeakRef>) -> bool,
    ) -> Ref<WeakRef> {
        let _exempt = Exempt::new();
        let mut guard = heap().weak.lock();
        let table = &mut *guard;
        let entry = table.targets.entry(target.bits() as usize).or_insert_with(|| {
            table.next_serial += 1;
            Referrers { serial: table.next_serial, references: Vec::with_capacity(1) }
        });
        if let Some(&r) = entry.references.iter().find(|r| existing(reference(**r))) {
            return reference(r);
        }
        let at = entry.references.iter().take_while(|r| before(reference(**r))).count();
        entry.references.insert(at, new.as_ptr() as usize);
        new.target.set(target.bits());
        new
    }
    /// Clears all references to a target that has been finalized; their callbacks are queued before anything else.
    pub(super) fn sever(target: usize) {
        let mut registry = heap().registry.lock();
        let Some(entry) = heap().weak.lock().targets.remove(&target) else { return };
        for &r in entry.references.iter().rev() {
            if clear(reference(r)) {
                registry.queue.push_front(Pending::Callback(r));
            }
        }
    }
}

/// Clears a reference; whether it has a callback to be called.
fn clear(r: Ref<WeakRef>) -> bool {
    r.target.set(0);
    !r.callback.get().is_unbound()
}

impl WeakTable {
    /// After marking: forgets dead references and clears those to dead targets; `queue` hears of the callbacks.
    pub(super) fn sweep(&mut self, arena: &Arena, mut queue: impl FnMut(Pending)) {
        let mut dead = Vec::new();
        self.targets.retain(|&target, entry| {
            entry.references.retain(|&r| arena.is_marked(r));
            let alive = arena.is_marked(target);
            if !alive && !entry.references.is_empty() {
                dead.push((entry.serial, std::mem::take(&mut entry.references)));
            }
            alive && !entry.references.is_empty()
        });
        dead.sort_unstable_by_key(|(serial, _)| *serial);
        for r in dead.into_iter().flat_map(|(_, references)| references) {
            if clear(reference(r)) {
                queue(Pending::Callback(r));
            }
        }
    }
}

impl Vm {
    /// Calls the callback of a reference whose target died.
    pub(super) fn call_weak_callback(&self, r: usize) {
        let r = reference(r);
        let callback = r.callback.swap(Value::UNBOUND);
        if callback.is_unbound() {
            return;
        }
        if let Err(raised) = self.call(callback, &[r.value()]) {
            self.report_ignored(raised, "calling weakref callback", callback);
        }
    }
}
