//! Attribute and item access: filling inline caches, and everything that caches do not cover.

use std::sync::atomic::Ordering;

use crate::builtins::type_::cells;
use crate::builtins::{descriptor, shape};
use crate::eval::fast::{ic, object_word};
use crate::eval::shape_cache::{self, Asked};
use crate::object::{AttrSlot, ShapeId, attribute, instance, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm, throw};

use super::{At, Done};

/// Whether instances of this value's class are read as `object` reads them.
fn is_generic(vm: &Vm, v: Value) -> bool {
    vm.type_of(v).slots().getattro.is_some_and(|f| f as usize == attribute::generic_getattr as *const () as usize)
}

pub(super) fn getattr(vm: &Vm, at: At) -> Done {
    let (o, name) = (at.rb(), at.name(2));
    let cache = at.cache(1);
    let c = cache.load(Ordering::Relaxed);
    if o.shape().0 == c as u32 && c != 0 && ic::kind(c) == ic::CELL {
        let v = cells::value(ic::index(c) as u32).get();
        if !v.is_unbound() {
            at.set(vm.bind_descriptor(v, o, vm.type_of(o).value())?);
            return Ok(());
        }
    }
    if o.is_ptr() && is_generic(vm, o) {
        if let Some(v) = known_shape(vm, at, o)? {
            at.set(v);
            return Ok(());
        }
        fill_getattr(vm, at, o);
    }
    at.set(vm.getattr(o, name)?);
    Ok(())
}

/// The attribute, when another site has found out what the name means for the object's shape.
fn known_shape(vm: &Vm, at: At, o: Value) -> PyResult<Option<Value>> {
    let c = shape_cache::find(Asked::Attribute, o.shape(), at.name(2));
    if c == 0 {
        return Ok(None);
    }
    if vm.second_level() {
        at.cache(1).store(c, Ordering::Release);
    }
    if ic::kind(c) == ic::WORD {
        // SAFETY: the cache's shape says that the object has that word.
        return Ok(unsafe { object_word(o, ic::index(c)) }.bound());
    }
    match cells::value(ic::index(c) as u32).bound() {
        Some(v) => vm.bind_descriptor(v, o, vm.type_of(o).value()).map(Some),
        None => Ok(None),
    }
}

/// Notes what an attribute means for a shape, for this site and for others.
fn note(at: At, shape: ShapeId, kind: u64, index: u64) {
    let c = ic::make(shape.0, kind, index);
    at.cache(1).store(c, Ordering::Release);
    shape_cache::remember(Asked::Attribute, shape, at.name(2), c);
}

/// Caches what `o.name` means for objects of its shape.
fn fill_getattr(vm: &Vm, at: At, o: Value) {
    let name = at.name(2);
    // Other threads may give the object another shape, even another class.
    let shape = o.shape();
    let ty = shape.ty();
    let class_attr = ty.lookup(vm, name);
    if let Some(d) = class_attr
        && d.is_ptr()
        && vm.type_of(d).slots().descr_set.is_some()
    {
        // A data descriptor decides by itself; members of __slots__ are words.
        if let Some(word) = descriptor::slot_word(d) {
            note(at, shape, ic::WORD, word);
        } else {
            let n = cells::number(vm, ty, name);
            note(at, shape, ic::CELL, n as u64);
        }
        return;
    }
    if shape.get().is_dict_mode() || !instance::has_attr_words(ty) && ty.has_flag(type_flags::HAS_DICT) {
        return;
    }
    match shape.get().find(name) {
        Some(slot) => {
            if let Some(word) = instance::inline_word(ty, slot) {
                note(at, shape, ic::WORD, word as u64);
            }
        }
        None if class_attr.is_some() => {
            let n = cells::number(vm, ty, name);
            note(at, shape, ic::CELL, n as u64);
        }
        None => {}
    }
}

pub(super) fn setattr(vm: &Vm, at: At) -> Done {
    let (o, v, name) = (at.ra(), at.rb(), at.name(2));
    let ty = vm.type_of(o);
    let generic = ty.slots().setattro.is_some_and(|f| f as usize == attribute::generic_setattr as *const () as usize);
    if !generic || !o.is_ptr() {
        return vm.setattr(o, name, v);
    }
    let old = o.shape();
    let c = at.cache(1).load(Ordering::Relaxed);
    if c as u32 & 0xff_ffff == old.0 && c >> 24 & 0xff_ffff == old.0 as u64 && c != 0 {
        // A shared object, or one of another owner: updating an attribute that is there needs no lock.
        // SAFETY: the cache's shape says that the object has that word.
        unsafe { object_word(o, (c >> 48) as usize) }.set(v);
        return Ok(());
    }
    if known_assignment(vm, at, o, v) {
        return Ok(());
    }
    vm.setattr(o, name, v)?;
    if vm.type_of(o) == ty && old.ty() == ty {
        fill_setattr(vm, at, o, old);
    }
    Ok(())
}

/// Assigns when another site has found out what the name means for the object's shape, and the object is this thread's own.
fn known_assignment(vm: &Vm, at: At, o: Value, v: Value) -> bool {
    let shape = o.shape();
    let c = shape_cache::find(Asked::Assignment, shape, at.name(2));
    // SAFETY: callers pass heap objects.
    let header = unsafe { &*o.as_ptr() };
    if c == 0 || header.word() != shape.0 as u64 | vm.fast_hi() {
        return false;
    }
    if vm.second_level() {
        at.cache(1).store(c, Ordering::Release);
    }
    // SAFETY: the cache's shape says that the object has that word.
    unsafe { object_word(o, (c >> 48) as usize) }.set(v);
    let new = (c >> 24 & 0xff_ffff) as u32;
    if new != shape.0 {
        header.set_shape(ShapeId(new));
    }
    true
}

fn fill_setattr(vm: &Vm, at: At, o: Value, old: crate::object::ShapeId) {
    let name = at.name(2);
    let ty = old.ty();
    let new = o.shape();
    if old.0 >= 1 << 24 || new.0 >= 1 << 24 {
        return;
    }
    if new != old && (new.get().is_dict_mode() || old.get().with_attr(vm.intern_str(name)).0 != new) {
        // Other threads had a hand in it.
        return;
    }
    let note = |word: usize| {
        let c = old.0 as u64 | (new.0 as u64) << 24 | (word as u64) << 48;
        at.cache(1).store(c, Ordering::Release);
        shape_cache::remember(Asked::Assignment, old, name, c);
    };
    if let Some(d) = ty.lookup(vm, name)
        && d.is_ptr()
        && vm.type_of(d).slots().descr_set.is_some()
    {
        if let Some(word) = descriptor::slot_word(d)
            && old == new
        {
            note(word as usize);
        }
        return;
    }
    if new.get().is_dict_mode() || !instance::has_attr_words(ty) {
        return;
    }
    if let Some(slot) = new.get().find(name)
        && let Some(word) = instance::inline_word(ty, AttrSlot(slot.0))
    {
        note(word);
    }
}

pub(super) fn delattr(vm: &Vm, at: At) -> Done {
    vm.delattr(at.ra(), at.name(1))
}

pub(super) fn getitem(vm: &Vm, at: At) -> Done {
    let (o, k) = (at.rb(), at.rc());
    if o.has_shape(shape::DICT) {
        let d = o.to_dict().expect("the shape says so");
        if let Some(v) = d.get(vm, k)? {
            at.set(v);
            return Ok(());
        }
        return Err(vm.error_value(crate::exceptions::exc::KEY_ERROR, k));
    }
    if o.has_shape(shape::TUPLE)
        && let Some(i) = k.to_int()
    {
        let items = o.to_tuple().expect("the shape says so").items();
        let i = if i < 0 { i + items.len() as i64 } else { i };
        if let Some(v) = items.get(i as usize) {
            at.set(*v);
            return Ok(());
        }
        throw!(vm, INDEX_ERROR, "tuple index out of range");
    }
    at.set(vm.getitem(o, k)?);
    Ok(())
}

pub(super) fn setitem(vm: &Vm, at: At) -> Done {
    let (o, k, v) = (at.ra(), at.rb(), at.rc());
    if o.has_shape(shape::DICT) {
        return o.to_dict().expect("the shape says so").set(vm, k, v);
    }
    vm.setitem(o, k, v)
}

pub(super) fn delitem(vm: &Vm, at: At) -> Done {
    vm.delitem(at.ra(), at.rb())
}

pub(super) fn getslice(vm: &Vm, at: At) -> Done {
    let slice = crate::builtins::slice::new(vm, at.rc(), at.frame.reg(at.i.c() + 1), Value::NONE);
    at.set(vm.getitem(at.rb(), slice.value())?);
    Ok(())
}

/// `super().name` where `super` is still the builtin; else whatever the name `super` means is called.
pub(super) fn super_attr(vm: &Vm, at: At) -> Done {
    let (name, class, this) = (at.name(1), at.rb(), at.rc());
    if at.ra() == shape::SUPER.ty().value()
        && let Some(class) = class.to_type()
    {
        let object_type = crate::builtins::super_::type_for(vm, class, this)?;
        if let Some(v) = crate::builtins::super_::lookup(vm, class, this, object_type, name)? {
            at.set(v);
            return Ok(());
        }
    }
    let proxy = vm.call(at.ra(), &[class, this])?;
    at.set(vm.getattr(proxy, name)?);
    Ok(())
}
