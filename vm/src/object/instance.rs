//! The attributes of instances: inline words, the overflow behind them, and the dict that replaces both when a program asks for it.
//!
//! Invariant: a slot's word is written before the shape that names it is published; readers check the shape first.

use std::sync::atomic::Ordering;

use crate::builtins::dict::Dict;
use crate::builtins::shape;
use crate::builtins::str::Str;
use crate::heap::Trace;
use crate::object::{AttrSlot, Header, HeapObject, Ref, Slot, Type, TypeDef, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

/// Attribute words beyond the inline ones; `capacity` slots follow.
#[repr(C)]
pub struct Overflow {
    header: Header,
    capacity: u64,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Overflow {}

impl Ref<Overflow> {
    fn slots(self) -> &'static [Slot] {
        // SAFETY: `capacity` slots follow; the lifetime is that of rooted use.
        unsafe { std::slice::from_raw_parts(self.as_ptr().add(1).cast(), self.capacity as usize) }
    }
}

pub static OVERFLOW_TYPE: TypeDef =
    TypeDef { name: "overflow", size: size_of::<Overflow>(), trace: Trace::Fields(2), ..TypeDef::NEW };

/// A word of an object, as a slot.
#[inline(always)]
fn word(v: Value, index: usize) -> &'static Slot {
    // SAFETY: callers pass indices inside the object's attribute area.
    unsafe { &*(v.as_ptr().cast::<Slot>().add(index)) }
}

/// The word that holds an object's overflow or dict; objects of varying size have it behind their items.
fn attrs_word(ty: Ref<Type>, v: Value) -> Option<&'static Slot> {
    match ty.attrs_at() {
        0 if ty.has_flag(type_flags::HAS_DICT) => {
            let bytes = (ty.layout().var_size?)(v);
            Some(word(v, bytes.div_ceil(8)))
        }
        0 => None,
        at => Some(word(v, at)),
    }
}

/// Whether attributes of these instances lie in words that inline caches can address.
pub(crate) fn has_attr_words(ty: Ref<Type>) -> bool {
    ty.attrs_at() != 0
}

/// The word index of a slot, when it lies in the object itself.
#[inline]
pub(crate) fn inline_word(ty: Ref<Type>, slot: AttrSlot) -> Option<usize> {
    (slot.0 < ty.inline()).then(|| ty.attrs_at() + 1 + slot.0 as usize)
}

fn slot_ref(ty: Ref<Type>, v: Value, slot: AttrSlot) -> Option<&'static Slot> {
    match inline_word(ty, slot) {
        Some(i) => Some(word(v, i)),
        None => {
            let o = attrs_word(ty, v)?.bound()?;
            // SAFETY: outside dict mode the word is unbound or an overflow.
            unsafe { o.cast::<Overflow>() }.slots().get((slot.0 - ty.inline()) as usize)
        }
    }
}

/// The dict of an object whose attributes live in one.
fn mode_dict(ty: Ref<Type>, v: Value) -> Option<Ref<Dict>> {
    // SAFETY: in dict mode the word is the dict.
    attrs_word(ty, v)?.bound().map(|d| unsafe { d.cast() })
}

/// The instance's own attribute.
pub fn get(v: Value, name: Ref<Str>) -> Option<Value> {
    if !v.is_ptr() {
        return None;
    }
    let shape = v.shape();
    let ty = shape.ty();
    if shape.get().is_dict_mode() {
        return mode_dict(ty, v)?.get_str(name);
    }
    let slot = shape.get().find(name)?;
    slot_ref(ty, v, slot)?.bound()
}

/// Sets the instance's own attribute; false when it cannot have any.
pub fn set(vm: &Vm, v: Value, name: Ref<Str>, value: Value) -> bool {
    let name = vm.intern_str(name);
    if !v.is_ptr() || !vm.type_of(v).has_flag(type_flags::HAS_DICT) {
        return false;
    }
    loop {
        let shape = v.shape();
        let ty = shape.ty();
        if shape.get().is_dict_mode() || ty.attrs_at() == 0 {
            dict(vm, v).expect("the type has attributes").set_str(vm, name, value);
            return true;
        }
        let existing = shape.get().find(name);
        let slot = existing.unwrap_or(AttrSlot(shape.get().next_slot()));
        if slot.0 > 1000 {
            dict(vm, v).expect("the type has attributes").set_str(vm, name, value);
            return true;
        }
        // SAFETY: a pointer word; only the header is used.
        let object = unsafe { v.cast::<Any>() };
        let _guard = vm.lock(object);
        if v.shape() != shape {
            continue;
        }
        match slot_ref(ty, v, slot) {
            Some(s) => s.set(value),
            None => grow(vm, ty, v, slot).set(value),
        }
        if existing.is_none() {
            object.header().set_shape(shape.get().with_attr(name).0);
        }
        return true;
    }
}

/// Deletes the instance's own attribute; false when there is none.
pub fn delete(vm: &Vm, v: Value, name: Ref<Str>) -> PyResult<bool> {
    let name = vm.intern_str(name);
    if !v.is_ptr() || !vm.type_of(v).has_flag(type_flags::HAS_DICT) {
        return Ok(false);
    }
    loop {
        let shape = v.shape();
        let ty = shape.ty();
        if shape.get().is_dict_mode() {
            return Ok(mode_dict(ty, v).expect("dict mode").remove(vm, name.value())?.is_some());
        }
        let Some(slot) = shape.get().find(name) else { return Ok(false) };
        // SAFETY: as in `set`.
        let object = unsafe { v.cast::<Any>() };
        let _guard = vm.lock(object);
        if v.shape() != shape {
            continue;
        }
        object.header().set_shape(shape.get().without_attr(name));
        if let Some(s) = slot_ref(ty, v, slot) {
            s.set(Value::UNBOUND);
        }
        return Ok(true);
    }
}

/// Some heap object, for its header.
#[repr(C)]
struct Any {
    header: Header,
}
// SAFETY: every object begins with a header.
unsafe impl HeapObject for Any {}

/// Makes room for a slot beyond the overflow's capacity. The caller holds the lock.
fn grow(vm: &Vm, ty: Ref<Type>, v: Value, slot: AttrSlot) -> &'static Slot {
    let index = (slot.0 - ty.inline()) as usize;
    let capacity = (index + 4).next_multiple_of(4);
    let p = vm.alloc_raw(16 + capacity * 8).cast::<Overflow>();
    // SAFETY: fresh zeroed memory of sufficient size.
    let new: Ref<Overflow> = unsafe {
        (&raw mut (*p).capacity).write(capacity as u64);
        let o = Ref::from_raw(p);
        o.header().init(shape::OVERFLOW, vm.fast_hi());
        o
    };
    let at = attrs_word(ty, v).expect("the type has attributes");
    if let Some(old) = at.bound() {
        // SAFETY: outside dict mode the word is unbound or an overflow.
        for (from, to) in unsafe { old.cast::<Overflow>() }.slots().iter().zip(new.slots()) {
            to.set(from.get());
        }
    }
    at.set(new.value());
    &new.slots()[index]
}

/// The dict of an instance's attributes (`__dict__`); from now on they live there.
pub fn dict(vm: &Vm, v: Value) -> Option<Ref<Dict>> {
    let ty = vm.type_of(v);
    let at = if v.is_ptr() { attrs_word(ty, v)? } else { return None };
    if v.shape().get().is_dict_mode() {
        return mode_dict(ty, v);
    }
    let new = vm.new_dict();
    // Lock-free writers of existing attributes check the shape and store without a safepoint between: only a stopped world
    // keeps such a store from falling between the copy and the change of shape.
    vm.stop_the_world(|| {
        let shape = v.shape();
        if shape.get().is_dict_mode() {
            return;
        }
        for &(name, slot) in shape.get().attrs() {
            // SAFETY: shapes name interned, immortal strings.
            let name = unsafe { Ref::<Str>::from_raw(name as *const Str) };
            if let Some(value) = slot_ref(ty, v, slot).and_then(Slot::bound) {
                new.set_str(vm, name, value);
            }
        }
        at.set(new.value());
        // SAFETY: as in `set`.
        unsafe { v.cast::<Any>() }.header().set_shape(shape.get().as_dict_mode());
    });
    mode_dict(ty, v)
}

/// Replaces the dict of an instance's attributes.
pub fn set_dict(vm: &Vm, v: Value, new: Ref<Dict>) -> bool {
    if dict(vm, v).is_none() {
        return false;
    }
    attrs_word(vm.type_of(v), v).expect("the type has attributes").set(new.value());
    true
}

/// Names of the instance's own attributes, without moving them to a dict.
pub fn names(vm: &Vm, v: Value) -> Ref<crate::builtins::list::List> {
    let out = vm.new_list(&[]);
    if v.is_ptr() {
        let shape = v.shape();
        if shape.get().is_dict_mode() {
            if let Some(d) = mode_dict(shape.ty(), v) {
                d.iter().for_each(|(k, _)| out.push(vm, k));
            }
        } else {
            for &(name, slot) in shape.get().attrs() {
                if slot_ref(shape.ty(), v, slot).and_then(Slot::bound).is_some() {
                    out.push(vm, Value::from_ptr(name as *const Header));
                }
            }
        }
    }
    out
}

/// Gives a class its instances' layout, from its base's and the attributes its methods assign.
pub(crate) fn lay_out(ty: Ref<Type>, base: Ref<Type>, own_attrs: u32, members: u32, wants_dict: bool) {
    let (mut size, mut at, mut inline) = (base.instance_size(), base.attrs_at(), base.inline());
    let var = base.layout().var_size.is_some();
    if wants_dict && !var {
        let grows_in_place = at != 0 && size == (at + 1 + inline as usize) * 8;
        if at == 0 {
            at = size.div_ceil(8);
            inline = own_attrs.clamp(2, 60);
            size = (at + 1 + inline as usize) * 8;
        } else if grows_in_place && own_attrs > 0 {
            inline = (inline + own_attrs).min(60).max(inline);
            size = (at + 1 + inline as usize) * 8;
        }
    }
    size += members as usize * 8;
    ty.size.store(size as u32, Ordering::Relaxed);
    ty.attrs_at.store(at as u32, Ordering::Relaxed);
    ty.inline.store(inline, Ordering::Relaxed);
}
