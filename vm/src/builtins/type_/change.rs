//! Changes of classes that are in use: of their bases, and how threads that make classes meanwhile learn of changes.
//!
//! One thread at a time changes bases. It may run Python on the way (`mro()` of a metaclass), so what holds the others off is a lock
//! of the kind that programs have, and the same thread may come again. Who changes anything that classes inherit counts it *after*
//! the change is visible and *before* walking over the subclasses; who makes a class looks at the count before reading its bases
//! and after standing among their subclasses.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::builtins::list::List;
use crate::builtins::tuple::Tuple;
use crate::object::{Ref, type_flags};
use crate::thread::word_lock::WordLock;
use crate::thread::{Waits, fork};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::create::{best_base, inherit, set_mro};
use super::{Type, cells};

static COUNT: AtomicU64 = AtomicU64::new(0);

/// How many changes there have been.
pub(super) fn count() -> u64 {
    COUNT.load(Ordering::SeqCst)
}

/// Counts a change.
pub(super) fn note() {
    COUNT.fetch_add(1, Ordering::SeqCst);
}

static LOCK: WordLock = WordLock::new();
/// The thread that changes bases, 0 for none.
static CHANGER: AtomicU64 = AtomicU64::new(0);

/// Runs `f` while no other thread does so.
fn alone<R>(vm: &Vm, f: impl FnOnce() -> R) -> PyResult<R> {
    if CHANGER.load(Ordering::Relaxed) == vm.thread_id() {
        return Ok(f());
    }
    fork::on_child(|vm| {
        let changer = CHANGER.load(Ordering::Relaxed);
        if changer != vm.thread_id() {
            CHANGER.store(0, Ordering::Relaxed);
            LOCK.reset();
        }
    });
    LOCK.acquire(vm, Waits::Other, None)?;
    CHANGER.store(vm.thread_id(), Ordering::Relaxed);
    let r = f();
    CHANGER.store(0, Ordering::Relaxed);
    LOCK.release();
    Ok(r)
}

/// Whether instances of `ty`, made with one best base, are laid out as another one needs it.
fn may_replace(vm: &Vm, ty: Ref<Type>, old: Ref<Type>, new: Ref<Type>) -> bool {
    if !std::ptr::eq(new.layout(), old.layout()) {
        return false;
    }
    let slots = vm.intern("__slots__");
    let has_slots = |c: Ref<Type>| c.mro().iter().any(|c| vm.class_arg(*c).dict().get_str(slots).is_some());
    if has_slots(old) || has_slots(new) {
        return new.instance_size() == old.instance_size();
    }
    let kinds = |c: Ref<Type>| c.flags() & (type_flags::HAS_DICT | type_flags::WEAKREF);
    kinds(old) == kinds(new) || kinds(old) == 0 && kinds(new) == kinds(ty) && ty.dict().get_str(slots).is_none()
}

/// Assignment to `__bases__`.
pub(crate) fn set_bases(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    alone(vm, || set_bases_alone(vm, v, x))?
}

fn set_bases_alone(vm: &Vm, v: Value, x: Value) -> PyResult<()> {
    let ty = vm.class_arg(v);
    if ty.has_flag(type_flags::IMMUTABLE) {
        throw!(vm, TYPE_ERROR, "cannot set '__bases__' attribute of immutable type '{}'", ty.message_name());
    }
    if x.is_unbound() {
        throw!(vm, TYPE_ERROR, "cannot delete '__bases__' attribute of type '{}'", ty.name());
    }
    let Some(bases) = x.to_tuple() else {
        throw!(vm, TYPE_ERROR, "can only assign tuple to {}.__bases__, not {}", ty.name(), vm.type_name(x));
    };
    if bases.is_empty() {
        throw!(vm, TYPE_ERROR, "can only assign non-empty tuple to {}.__bases__, not ()", ty.name());
    }
    for b in bases.items() {
        let Some(b) = b.to_type() else {
            throw!(vm, TYPE_ERROR, "{}.__bases__ must be tuple of classes, not '{}'", ty.name(), vm.type_name(*b));
        };
        if b.is_subtype(ty) {
            throw!(vm, TYPE_ERROR, "a __bases__ item causes an inheritance cycle");
        }
    }
    let base = best_base(vm, bases.items())?;
    let old_base = ty.base().expect("a class other than object has a base");
    if !may_replace(vm, ty, old_base, base) {
        throw!(
            vm,
            TYPE_ERROR,
            "__bases__ assignment: '{}' object layout differs from '{}'",
            base.name(),
            old_base.name()
        );
    }
    let old_bases = ty.bases();
    hang(vm, ty, base, bases);
    // Classes and the MROs they had, by turns, should one of the new ones turn out impossible.
    let changed = vm.new_list(&[]);
    let result = renew(vm, ty, changed);
    if result.is_err() {
        hang(vm, ty, old_base, old_bases);
        for pair in changed.snapshot(vm).items().chunks_exact(2) {
            vm.class_arg(pair[0]).mro.set(pair[1]);
        }
    }
    note();
    vm.stop_the_world(|| {
        cells::update_all(ty);
        reinherit(vm, ty);
        crate::builtins::code::flush_attribute_caches(vm);
    });
    result
}

/// Makes a class one with these bases.
fn hang(vm: &Vm, ty: Ref<Type>, base: Ref<Type>, bases: Ref<Tuple>) {
    for b in ty.bases().items() {
        vm.class_arg(*b).remove_subclass(ty.as_ptr() as usize);
    }
    ty.bases.set(bases.value());
    ty.base.set(base.value());
    for b in bases.items() {
        vm.class_arg(*b).add_subclass(ty);
    }
}

fn renew(vm: &Vm, ty: Ref<Type>, changed: Ref<List>) -> PyResult<()> {
    changed.push_all(vm, &[ty.value(), ty.mro.get()]);
    set_mro(vm, ty, vm.type_of(ty.value()))?;
    let mut result = Ok(());
    cells::for_each_subclass(ty, |sub| {
        if result.is_ok() {
            result = renew(vm, sub, changed);
        }
    });
    result
}

fn reinherit(vm: &Vm, ty: Ref<Type>) {
    inherit(vm, ty, ty.base().expect("a class other than object has a base"));
    cells::for_each_subclass(ty, |sub| reinherit(vm, sub));
}
