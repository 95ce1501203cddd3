//! Finalizers: which objects have one, and running them.
//!
//! Objects with a `del` slot are registered when they are made, as are those whose type frees native resources (`drop`). A
//! registered object that a collection finds unreachable is kept, with all it refers to, and its `del` runs once at the next
//! safepoint of the collecting thread; the collection after that frees it unless it was made reachable again (PEP 442). Of objects
//! that die together, those that refer to others go first, else the oldest. `drop` runs during the sweep and sees no other object.
//!
//! CPython finalizes most objects when their last reference goes, with weak references to them still alive, and clears these
//! afterwards. So do we: after an explicit collection the next round of it clears them, else `run_pending` does.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::arena::Arena;
use super::audit::Exempt;
use super::collect::Collected;
use super::roots::Pinned;
use super::trace::{Marker, Step};
use super::weak::Weaks;
use super::{AddressMap, AddressSet, heap};
use crate::builtins::{generator, shape};
use crate::object::{Header, Ref, Type, TypeDef, type_flags};
use crate::value::Value;
use crate::{Raised, Vm};

type DropFn = unsafe fn(*mut u64);

/// What programs are to hear of a collection.
#[derive(Clone, Copy)]
pub(super) enum Pending {
    /// The object's `del` slot is to be called; then references to it are to be cleared when `sever` says so.
    Finalize { object: usize, sever: bool },
    /// This weak reference's callback is to be called.
    Callback(usize),
    /// The hook for automatic collections is to be called.
    Hook(Collected),
}

#[derive(Default)]
pub(super) struct Registry {
    /// Objects whose `del` has not run, oldest first.
    finalizable: Vec<usize>,
    droppable: Vec<(usize, DropFn)>,
    /// Objects whose `del` has run and which are not freed yet.
    finalized: AddressSet,
    pub(super) queue: VecDeque<Pending>,
}

/// Puts objects that are to be finalized in order: referrers first, else the oldest.
///
/// One depth-first walk from each object that no earlier walk reached; within a walk reverse post-order is the order. A walk can
/// meet earlier ones only, so walks are ordered by picking, again and again, the oldest that no walk left refers to.
fn in_order(dying: &[usize], mut walk_from: impl FnMut(usize, &mut dyn FnMut(Step))) -> Vec<usize> {
    let wanted: AddressSet = dying.iter().copied().collect();
    let mut walk_of: AddressMap<usize> = AddressMap::default();
    let mut walks: Vec<Walk> = Vec::new();
    // By walk: the latest walk that met it.
    let mut met_by: Vec<usize> = Vec::new();
    for &object in dying {
        if walk_of.contains_key(&object) {
            continue;
        }
        let number = walks.len();
        let mut walk = Walk::default();
        walk_from(object, &mut |step| match step {
            Step::Enter(o) => {
                walk_of.insert(o, number);
            }
            Step::Meet(o) => {
                if let Some(&other) = walk_of.get(&o)
                    && other != number
                    && met_by[other] != number
                {
                    met_by[other] = number;
                    walk.met.push(other);
                }
            }
            Step::Leave(o) => {
                if wanted.contains(&o) {
                    walk.left.push(o);
                }
            }
        });
        walks.push(walk);
        met_by.push(number);
    }
    let mut referrers = vec![0usize; walks.len()];
    walks.iter().flat_map(|w| &w.met).for_each(|&met| referrers[met] += 1);
    let mut ready: BinaryHeap<Reverse<usize>> = (0..walks.len()).filter(|&w| referrers[w] == 0).map(Reverse).collect();
    let mut order = Vec::with_capacity(dying.len());
    while let Some(Reverse(number)) = ready.pop() {
        order.extend(walks[number].left.iter().rev());
        for &met in &walks[number].met {
            referrers[met] -= 1;
            if referrers[met] == 0 {
                ready.push(Reverse(met));
            }
        }
    }
    order
}

/// The order for objects that are still reachable. Nothing is followed into classes, modules and functions: through them all
/// refer to all.
fn in_order_of_living(marker: &mut Marker, objects: &[usize]) -> Vec<usize> {
    let passed_by = |o: usize| {
        let v = value(o);
        v.to_type().is_some() || matches!(v.shape(), shape::MODULE | shape::FUNCTION | shape::CODE)
    };
    let mut seen = AddressSet::default();
    in_order(objects, |object, report| {
        let mut stack = vec![object];
        // Objects lie at even addresses: an odd one says that the object's walk ends here.
        while let Some(o) = stack.pop() {
            if o & 1 != 0 {
                report(Step::Leave(o - 1));
            } else if seen.insert(o) {
                report(Step::Enter(o));
                stack.push(o + 1);
                stack.extend(marker.edges(o).iter().filter(|&&target| !passed_by(target)));
            } else {
                report(Step::Meet(o));
            }
        }
    })
}

/// One walk of [`in_order`].
#[derive(Default)]
struct Walk {
    /// The dying objects it reached first, in post-order.
    left: Vec<usize>,
    /// Earlier walks it came upon.
    met: Vec<usize>,
}

impl Registry {
    pub(super) fn trace(&self, marker: &mut Marker) {
        for pending in &self.queue {
            match *pending {
                Pending::Finalize { object, .. } => marker.stack.push(object),
                Pending::Callback(reference) => marker.stack.push(reference),
                Pending::Hook(_) => {}
            }
        }
    }
    /// After marking: moves unreachable objects from the register to the queue and marks what they need.
    pub(super) fn resurrect(&mut self, marker: &mut Marker, arena: &Arena, sever: bool) {
        let (reachable, unreachable): (Vec<_>, Vec<_>) = std::mem::take(&mut self.finalizable)
            .into_iter()
            .filter(|&o| !has_ended(o))
            .partition(|&o| arena.is_marked(o));
        self.finalizable = reachable;
        if unreachable.is_empty() {
            return;
        }
        let order = in_order(&unreachable, |object, report| marker.walk(object, report));
        self.queue.extend(order.into_iter().map(|object| Pending::Finalize { object, sever }));
    }
    /// After all marking: frees the native resources of dead objects.
    pub(super) fn sweep(&mut self, arena: &Arena) {
        self.finalized.retain(|&o| arena.is_marked(o));
        self.droppable.retain(|&(object, f)| {
            let alive = arena.is_marked(object);
            if !alive {
                // SAFETY: the function belongs to the dead object's type; nothing refers to the object any more.
                unsafe { f(object as *mut u64) }
            }
            alive
        });
    }
}

fn value(object: usize) -> Value {
    Value::from_ptr(object as *const Header)
}

impl Vm {
    /// Registers an object that was just made for what its class asks: `__del__`, native resources.
    #[inline(always)]
    pub(crate) fn register_new(&self, cls: Ref<Type>, object: usize) {
        if cls.slots().del.is_some() || cls.layout().drop.is_some() {
            self.register_slow(cls, object);
        }
    }
    #[cold]
    fn register_slow(&self, cls: Ref<Type>, object: usize) {
        let _exempt = Exempt::new();
        let mut registry = heap().registry.lock();
        if cls.slots().del.is_some() {
            registry.finalizable.push(object);
        }
        if let Some(f) = cls.layout().drop {
            registry.droppable.push((object, f));
        }
    }
    /// Asks that the `del` slot of the object's type be called once when it becomes unreachable: for objects that need it only
    /// sometimes, such as generators suspended inside a `try`.
    pub fn register_finalizer(&self, v: Value) {
        let _exempt = Exempt::new();
        heap().registry.lock().finalizable.push(v.bits() as usize);
    }
    #[cold]
    pub(super) fn register_drop(&self, object: usize, def: &TypeDef) {
        let _exempt = Exempt::new();
        let f = def.drop.expect("a layout that drops has a type with a drop");
        heap().registry.lock().droppable.push((object, f));
    }
    /// A class gained `__del__`: its living instances are finalized like those made from now on.
    pub(crate) fn class_gained_finalizer(&self, cls: Ref<Type>) {
        let instances = self.instances_of(cls);
        let _exempt = Exempt::new();
        let mut registry = heap().registry.lock();
        let known: AddressSet = registry.finalizable.iter().copied().collect();
        let new = instances.addresses().iter().filter(|o| !known.contains(*o) && !registry.finalized.contains(*o));
        let new: Vec<usize> = new.copied().collect();
        registry.finalizable.extend(new);
    }
    /// Whether the object's finalizer has run.
    pub fn is_finalized(&self, v: Value) -> bool {
        v.is_ptr() && heap().registry.lock().finalized.contains(&(v.bits() as usize))
    }

    /// Runs the finalizers and callbacks that collections have queued; whether there were any. Called at safepoints. A finalizer
    /// that comes to a safepoint itself leaves the rest to the outer call.
    pub(crate) fn run_finalizers(&self) -> bool {
        if self.heap.finalizing.replace(true) {
            return false;
        }
        let mut any = false;
        loop {
            let next = heap().registry.lock().queue.pop_front();
            let Some(pending) = next else { break };
            any = true;
            self.run_pending(pending);
        }
        self.heap.finalizing.set(false);
        any
    }
    fn run_pending(&self, pending: Pending) {
        let handled = self.handled.get();
        match pending {
            Pending::Finalize { object, sever } => {
                self.finalize(object);
                if sever {
                    Weaks::sever(object);
                }
            }
            Pending::Callback(reference) => self.call_weak_callback(reference),
            Pending::Hook(collected) => self.call_collection_hook(collected),
        }
        self.handled.set(handled);
    }
    fn finalize(&self, object: usize) {
        {
            let _exempt = Exempt::new();
            heap().registry.lock().finalized.insert(object);
        }
        let v = value(object);
        if let Some(del) = self.type_of(v).slots().del
            && let Err(raised) = del(self, v)
        {
            if is_generator(v) {
                return self.report_ignored(raised, "closing generator", v);
            }
            let function = self.type_of(v).lookup(self, self.names().__del__).unwrap_or(v);
            self.report_ignored(raised, "calling deallocator", function);
        }
    }
    /// Reports an exception of a function that the collector called.
    pub fn report_ignored(&self, raised: Raised, doing: &str, function: Value) {
        let function =
            self.repr(function).map_or_else(|_| "<object repr() failed>".into(), |text| text.to_string_lossy());
        self.unraisable_text(raised, Value::NONE, &format!("Exception ignored while {doing} {function}"));
    }
    /// Whether finalizers or callbacks wait to be run.
    pub(super) fn has_pending(&self) -> bool {
        !heap().registry.lock().queue.is_empty()
    }

    /// Finalizes objects that are still reachable at the end; whether there were any. Native ones, such as the standard streams,
    /// stay usable and are only flushed.
    fn finalize_living(&self) -> bool {
        let left = Pinned::new(std::mem::take(&mut heap().registry.lock().finalizable));
        let order = self.stop_the_world(|| {
            let mut marker = Marker::new(heap().space.lock().used());
            Pinned::new(in_order_of_living(&mut marker, left.addresses()))
        });
        for &object in order.addresses() {
            let (v, ty) = (value(object), self.type_of(value(object)));
            if ty.has_flag(type_flags::HEAP) || is_generator(v) {
                heap().registry.lock().queue.push_back(Pending::Finalize { object, sever: true });
            } else if let Ok(Some(flush)) = self.getattr_opt(v, self.names().flush) {
                // Closed files refuse; nobody is left to tell.
                let _ = self.call(flush, &[]);
            }
        }
        self.run_finalizers();
        !left.addresses().is_empty()
    }
    /// The end of the interpreter: collects, runs all finalizers, also those of objects that are still reachable, and frees all
    /// native resources. The caller has dropped what modules hold; afterwards no Python runs.
    pub fn heap_shutdown(&self) {
        for _ in 0..SHUTDOWN_ROUNDS {
            self.collect_uncounted();
            if !self.finalize_living() {
                break;
            }
        }
        let droppable = std::mem::take(&mut heap().registry.lock().droppable);
        for (object, f) in droppable {
            // Classes stay usable: daemon threads may still look at them.
            if value(object).to_type().is_none() {
                // SAFETY: the function belongs to the object's type; no Python uses it any more.
                unsafe { f(object as *mut u64) }
            }
        }
    }
}

fn is_generator(v: Value) -> bool {
    matches!(v.shape(), shape::GENERATOR | shape::COROUTINE | shape::ASYNC_GENERATOR)
}

/// Whether this is a generator that came to its end, which closing would not change.
fn has_ended(object: usize) -> bool {
    let v = value(object);
    is_generator(v) && generator::this(v).state() == generator::State::Finished
}

/// How often finalizers may make new objects with finalizers at the end of the interpreter.
const SHUTDOWN_ROUNDS: usize = 8;
