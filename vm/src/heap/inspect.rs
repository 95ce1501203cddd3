//! Looking at the heap: what the `gc` module shows of it.
//!
//! Internal parts of objects (storages of lists and dicts) are never shown: what they refer to counts as referred to by their owner.

use std::sync::atomic::{AtomicPtr, Ordering};

use super::arena::{Arena, BLOCK, GRANULE, arena, kind};
use super::collect::{Collected, Wanted};
use super::roots::Pinned;
use super::trace::Marker;
use super::{AddressSet, heap};
use crate::builtins::list::List;
use crate::heap::Trace;
use crate::object::{Header, Ref, ShapeId, Type, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

/// Told of automatic collections at the next safepoint.
pub type CollectionHook = fn(&Vm, Collected);

static HOOK: AtomicPtr<()> = AtomicPtr::new(std::ptr::null_mut());

/// Has automatic collections reported to a function.
pub fn set_collection_hook(hook: CollectionHook) {
    HOOK.store(hook as *mut (), Ordering::Release);
}
pub(super) fn has_collection_hook() -> bool {
    !HOOK.load(Ordering::Acquire).is_null()
}

/// Calls `f` with each object in the first `used` blocks, dead ones included. The world is stopped.
pub(super) fn for_each_object(arena: &Arena, used: usize, mut f: impl FnMut(usize)) {
    for block in 0..used {
        if !matches!(arena.kind(block), kind::SMALL | kind::LARGE) {
            continue;
        }
        // SAFETY: the row exists; the world is stopped.
        let side = unsafe { &*arena.side(block) };
        let base = arena.address(block);
        for (i, &word) in side.alloc.iter().enumerate() {
            let mut bits = word;
            while bits != 0 {
                let object = base + (i * 64 + bits.trailing_zeros() as usize) * GRANULE;
                bits &= bits - 1;
                // SAFETY: an allocated cell begins with a header, 0 before there is an object.
                if unsafe { (object as *const u64).read() } != 0 {
                    f(object);
                }
            }
            if arena.kind(block) == kind::LARGE {
                break;
            }
        }
        debug_assert!(side.size <= BLOCK || arena.kind(block) == kind::LARGE);
    }
}

fn value(object: usize) -> Value {
    Value::from_ptr(object as *const Header)
}

fn layout(object: usize) -> &'static TypeDef {
    value(object).shape().ty().layout()
}

/// Whether objects of this description are parts of others that no program sees.
fn is_internal(def: &TypeDef) -> bool {
    def.flags == 0
        && def.doc.is_empty()
        && def.base.is_none()
        && def.new.is_none()
        && def.methods.is_empty()
        && def.getset.is_empty()
        && def.slots.repr.is_none()
        && def.slots.next.is_none()
}

/// Whether an object is a tuple whose items are still being made.
fn is_unfinished(v: Value) -> bool {
    v.to_tuple().is_some_and(|t| t.items().iter().any(|item| item.is_unbound()))
}

/// Whether an object is one that CPython's collector would track: a container that programs see.
pub(super) fn is_counted(object: usize) -> bool {
    !is_internal(layout(object)) && is_tracked(value(object)) && !is_unfinished(value(object))
}

/// Whether CPython's collector would track a value.
pub fn is_tracked(v: Value) -> bool {
    if !v.is_ptr() {
        return false;
    }
    let ty = v.shape().ty();
    if ty.has_flag(type_flags::HEAP) {
        return true;
    }
    if let Some(class) = v.to_type() {
        return class.has_flag(type_flags::HEAP);
    }
    if let Some(t) = v.to_tuple() {
        return t.items().iter().any(|v| is_tracked(*v));
    }
    let atomic = type_flags::LONG_SUBCLASS | type_flags::STR_SUBCLASS | type_flags::BYTES_SUBCLASS;
    !matches!(ty.layout().trace, Trace::Leaf) && ty.flags() & atomic == 0
}

/// The objects that `target` refers to, internal parts resolved.
fn visible_edges(marker: &mut Marker, object: usize, out: &mut Vec<usize>) {
    let mut work = vec![object];
    while let Some(next) = work.pop() {
        let edges = std::mem::take(marker.edges(next));
        for &target in edges.iter().rev() {
            if is_internal(layout(target)) { work.push(target) } else { out.push(target) }
        }
    }
}

impl Vm {
    fn pinned_list(&self, pinned: &Pinned) -> PyResult<Ref<List>> {
        let list = self.new_list(&[]);
        for &object in pinned.addresses() {
            list.push(self, value(object));
        }
        Ok(list)
    }
    /// Calls `f` with each object that has one of these shapes, dead ones included. The world is stopped.
    pub(crate) fn for_each_object_of(&self, shapes: &[ShapeId], mut f: impl FnMut(Value)) {
        let used = heap().space.lock().used();
        for_each_object(&arena(), used, |o| {
            if shapes.contains(&value(o).shape()) {
                f(value(o));
            }
        });
    }
    /// All live containers.
    pub fn heap_objects(&self) -> PyResult<Ref<List>> {
        let (_, pinned) = self.collect_and(Wanted::default(), |_| {
            let mut found = Vec::new();
            let used = heap().space.lock().used();
            for_each_object(&arena(), used, |o| {
                if is_counted(o) {
                    found.push(o);
                }
            });
            found
        });
        self.pinned_list(&pinned)
    }
    /// Containers made since the last collection, dead ones included.
    pub fn young_objects(&self) -> PyResult<Ref<List>> {
        let pinned = self.stop_the_world(|| {
            let mut found = Vec::new();
            let used = heap().space.lock().used();
            for_each_object(&arena(), used, |o| {
                if !arena().is_marked(o) && is_counted(o) {
                    found.push(o);
                }
            });
            Pinned::new(found)
        });
        self.pinned_list(&pinned)
    }
    /// The number of live containers.
    pub fn count_heap_objects(&self) -> usize {
        let mut n = 0;
        self.collect_and(Wanted::default(), |_| {
            let used = heap().space.lock().used();
            for_each_object(&arena(), used, |o| n += is_counted(o) as usize);
            Vec::new()
        });
        n
    }
    /// The live instances of a class and its subclasses.
    pub(super) fn instances_of(&self, cls: Ref<Type>) -> Pinned {
        let look = |_| {
            let mut found = Vec::new();
            let used = heap().space.lock().used();
            for_each_object(&arena(), used, |o| {
                if !is_internal(layout(o)) && self.isinstance(value(o), cls) {
                    found.push(o);
                }
            });
            found
        };
        self.collect_and(Wanted::default(), look).1
    }
    /// The objects that refer to any of `targets` directly.
    pub fn heap_referrers(&self, targets: &[Value]) -> PyResult<Ref<List>> {
        let look = |_| {
            let used = heap().space.lock().used();
            let mut marker = Marker::new(used);
            let mut wanted: AddressSet = targets.iter().filter(|v| v.is_ptr()).map(|v| v.bits() as usize).collect();
            let mut found = Vec::new();
            // Internal parts that refer to a target are targets of the next pass.
            while !wanted.is_empty() {
                let mut parts = AddressSet::default();
                for_each_object(&arena(), used, |o| {
                    if marker.edges(o).iter().any(|target| wanted.contains(target)) {
                        if is_internal(layout(o)) {
                            parts.insert(o);
                        } else if !is_unfinished(value(o)) && !found.contains(&o) {
                            found.push(o);
                        }
                    }
                });
                wanted = parts;
            }
            found
        };
        let (_, pinned) = self.collect_and(Wanted::default(), look);
        self.pinned_list(&pinned)
    }
    /// What objects refer to directly.
    pub fn heap_referents(&self, objects: &[Value]) -> PyResult<Ref<List>> {
        let list = self.new_list(&[]);
        for &v in objects {
            self.push_referents(list, v)?;
        }
        Ok(list)
    }
    fn push_referents(&self, list: Ref<List>, v: Value) -> PyResult<()> {
        if !is_tracked(v) && v.to_tuple().is_none() {
            return Ok(());
        }
        if let Some(t) = v.to_tuple() {
            t.items().iter().rev().for_each(|&item| list.push(self, item));
        } else if let Some(l) = v.to_list() {
            l.snapshot(self).items().iter().rev().for_each(|&item| list.push(self, item));
        } else if let Some(d) = v.to_dict() {
            // CPython visits the keys of a dict only when not all are strings.
            let plain = d.iter().all(|(k, _)| k.to_exact_str().is_some());
            for (k, item) in d.iter() {
                if !plain {
                    list.push(self, k);
                }
                list.push(self, item);
            }
        } else {
            let pinned = self.stop_the_world(|| {
                let mut out = Vec::new();
                let mut marker = Marker::new(heap().space.lock().used());
                visible_edges(&mut marker, v.bits() as usize, &mut out);
                Pinned::new(out)
            });
            pinned.addresses().iter().for_each(|&o| list.push(self, value(o)));
        }
        Ok(())
    }
    pub(super) fn call_collection_hook(&self, collected: Collected) {
        let hook = HOOK.load(Ordering::Acquire);
        if !hook.is_null() {
            // SAFETY: only `set_collection_hook` stores here.
            let hook = unsafe { std::mem::transmute::<*mut (), CollectionHook>(hook) };
            hook(self, collected);
        }
    }
}
