//! `dict`: insertion-ordered hash tables whose readers take no lock.
//!
//! Entries lie in a storage object in order of insertion, an index of open addressing refers to them. Within one storage an entry is
//! never used for another key: deletion unbinds its value, insertion appends, growth publishes a new storage. A writer completes the
//! entry before it publishes its index. Writers hold the object's lock; key comparisons that run Python happen outside of it, and
//! the writer starts over when the table changed meanwhile.
//!
//! A dict flagged `GLOBALS` is what global variables' caches point into: when its storage is replaced, the old entries are unbound
//! after the new storage is visible, so that a cache notices.

pub mod methods;
pub mod views;

use std::sync::atomic::{AtomicU32, Ordering};

use crate::heap::{Marker, Trace};
use crate::object::{Header, HeapObject, Ref, Slot, TypeDef, Word, flag, type_flags};
use crate::value::Value;
use crate::{PyResult, Vm};

use super::shape;
use super::str::Str;

/// The layout of `dict`.
#[repr(C)]
pub struct Dict {
    header: Header,
    storage: Slot,
    len: Word,
}
// SAFETY: repr(C), begins with the header, no Drop.
unsafe impl HeapObject for Dict {}

/// The table: `capacity` entries follow, then `mask + 1` indices of 32 bits.
#[repr(C)]
pub struct DictStorage {
    header: Header,
    mask: u64,
    capacity: u64,
    used: Word,
    /// How often an entry of a removed key was taken for the same key again.
    revivals: AtomicU32,
    /// All entries before this one are dead.
    first: AtomicU32,
}
// SAFETY: as above.
unsafe impl HeapObject for DictStorage {}

/// One key and its value; the value is unbound once deleted.
#[repr(C)]
pub struct Entry {
    hash: Word,
    key: Slot,
    pub(crate) value: Slot,
}

const EMPTY: i32 = -1;

impl Ref<DictStorage> {
    #[inline(always)]
    fn entry(self, i: usize) -> &'static Entry {
        debug_assert!(i < self.capacity as usize);
        // SAFETY: `capacity` entries follow the fixed part; the lifetime is that of rooted use.
        unsafe { &*self.as_ptr().add(1).cast::<Entry>().add(i) }
    }
    #[inline(always)]
    fn index(self, i: u64) -> &'static std::sync::atomic::AtomicI32 {
        // SAFETY: `mask + 1` indices follow the entries, and `i` was masked.
        unsafe {
            let entries = self.as_ptr().add(1).cast::<Entry>();
            &*entries.add(self.capacity as usize).cast::<std::sync::atomic::AtomicI32>().add(i as usize)
        }
    }
    #[inline(always)]
    fn used(self) -> usize {
        self.used.usize()
    }
    /// Where a walk that is at entry `i` goes on: not before the first entry that may live.
    #[inline(always)]
    fn skip_dead(self, i: usize) -> usize {
        i.max(self.first.load(Ordering::Relaxed) as usize)
    }
    /// Entry `i` was removed. The caller holds the lock.
    fn lost(self, i: usize) {
        if i == self.first.load(Ordering::Relaxed) as usize {
            let alive = (i..self.used()).find(|&i| self.entry(i).value.bound().is_some());
            self.first.store(alive.unwrap_or(self.used()) as u32, Ordering::Relaxed);
        }
    }
    /// Puts a key that is not in the table behind the last entry. The caller holds the lock and knows there is room.
    fn append(self, key: Value, hash: u64, value: Value) {
        use std::sync::atomic::Ordering::{Relaxed, Release};
        let n = self.used();
        let entry = self.entry(n);
        entry.hash.set(hash);
        entry.key.set(key);
        entry.value.set(value);
        self.used.set(n as u64 + 1);
        let (mut i, mut perturb) = (hash & self.mask, hash);
        while self.index(i).load(Relaxed) != EMPTY {
            perturb >>= 5;
            i = (i.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1)) & self.mask;
        }
        self.index(i).store(n as i32, Release);
    }
    /// Looks for a live entry by a comparison that cannot run Python.
    #[inline(always)]
    fn find_by(self, hash: u64, mut same: impl FnMut(Value, u64) -> bool) -> Option<usize> {
        use std::sync::atomic::Ordering::Acquire;
        let (mut i, mut perturb) = (hash & self.mask, hash);
        loop {
            let x = self.index(i).load(Acquire);
            if x == EMPTY {
                return None;
            }
            let entry = self.entry(x as usize);
            if same(entry.key.get(), entry.hash.get()) && !entry.value.get().is_unbound() {
                return Some(x as usize);
            }
            perturb >>= 5;
            i = (i.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1)) & self.mask;
        }
    }
    /// Looks for a live entry, comparing as Python does.
    fn find(self, vm: &Vm, key: Value, hash: u64) -> PyResult<Option<usize>> {
        // Whether a key with this hash was met that only Python's comparison can tell apart.
        let mut foreign = false;
        let found = if let Some(s) = key.to_exact_str() {
            let interned = s.header().has_flag(flag::INTERNED);
            self.find_by(hash, |k, h| {
                k == key
                    || h == hash
                        && match k.to_exact_str() {
                            Some(other) => {
                                !(interned && other.header().has_flag(flag::INTERNED)) && s.same_text(&other)
                            }
                            None => {
                                foreign = true;
                                false
                            }
                        }
            })
        } else if key.is_int() {
            self.find_by(hash, |k, h| {
                foreign |= h == hash && !k.is_int();
                k == key
            })
        } else {
            return self.find_slow(vm, key, hash);
        };
        if found.is_some() || !foreign { Ok(found) } else { self.find_slow(vm, key, hash) }
    }
    /// Looks for the entry that a removed key left behind.
    fn find_dead(self, key: Value, hash: u64) -> Option<usize> {
        use std::sync::atomic::Ordering::Acquire;
        let (mut i, mut perturb) = (hash & self.mask, hash);
        loop {
            let x = self.index(i).load(Acquire);
            if x == EMPTY {
                return None;
            }
            let entry = self.entry(x as usize);
            if entry.key.get() == key && entry.value.get().is_unbound() {
                return Some(x as usize);
            }
            perturb >>= 5;
            i = (i.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1)) & self.mask;
        }
    }
    fn find_slow(self, vm: &Vm, key: Value, hash: u64) -> PyResult<Option<usize>> {
        use std::sync::atomic::Ordering::Acquire;
        let (mut i, mut perturb) = (hash & self.mask, hash);
        loop {
            let x = self.index(i).load(Acquire);
            if x == EMPTY {
                return Ok(None);
            }
            let entry = self.entry(x as usize);
            let k = entry.key.get();
            let same = k == key || entry.hash.get() == hash && !entry.value.get().is_unbound() && vm.eq(k, key)?;
            if same && !entry.value.get().is_unbound() {
                return Ok(Some(x as usize));
            }
            perturb >>= 5;
            i = (i.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1)) & self.mask;
        }
    }
}

impl Ref<Dict> {
    #[inline(always)]
    pub fn len(self) -> usize {
        self.len.usize()
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    pub(crate) fn storage(self) -> Option<Ref<DictStorage>> {
        let v = self.storage.get();
        // SAFETY: the storage word is unbound or a storage.
        if v.is_unbound() { None } else { Some(unsafe { v.cast() }) }
    }
    /// One past the last entry: `entry(i)` for smaller `i` walks the dict in order, also while it changes.
    pub fn end(self) -> usize {
        self.storage().map_or(0, |s| s.used())
    }
    /// The live entry number `i`.
    pub fn entry(self, i: usize) -> Option<(Value, Value)> {
        let s = self.storage()?;
        if i >= s.used() {
            return None;
        }
        let e = s.entry(i);
        e.value.bound().map(|v| (e.key.get(), v))
    }
    /// The first live entry at or behind `i`, with its number.
    pub fn next_entry(self, i: usize) -> Option<(usize, Value, Value)> {
        let s = self.storage()?;
        let mut i = s.skip_dead(i);
        while i < s.used() {
            let e = s.entry(i);
            if let Some(v) = e.value.bound() {
                return Some((i, e.key.get(), v));
            }
            i += 1;
        }
        None
    }
    /// As [`Self::next_entry`], with the key's hash: number, key, hash.
    pub(crate) fn next_hashed(self, i: usize) -> Option<(usize, Value, u64)> {
        let s = self.storage()?;
        let mut i = s.skip_dead(i);
        while i < s.used() {
            let e = s.entry(i);
            if e.value.bound().is_some() {
                return Some((i, e.key.get(), e.hash.get()));
            }
            i += 1;
        }
        None
    }
    /// As [`Self::next_entry`], with the key's hash: number, key, value, hash.
    pub(crate) fn next_full(self, i: usize) -> Option<(usize, Value, Value, u64)> {
        let s = self.storage()?;
        (s.skip_dead(i)..s.used()).find_map(|i| {
            let e = s.entry(i);
            e.value.bound().map(|v| (i, e.key.get(), v, e.hash.get()))
        })
    }
    /// The keys of the live entries in order, with their hashes.
    pub(crate) fn hashed_keys(self) -> impl Iterator<Item = (Value, u64)> {
        let mut i = 0;
        std::iter::from_fn(move || {
            let (at, k, h) = self.next_hashed(i)?;
            i = at + 1;
            Some((k, h))
        })
    }
    /// The live entries in order. What other threads add or remove meanwhile may be among them; what stays is there once.
    pub fn iter(self) -> impl Iterator<Item = (Value, Value)> {
        let (mut i, mut s) = (0, self.storage());
        std::iter::from_fn(move || {
            loop {
                let storage = s?;
                while i < storage.used() {
                    let e = storage.entry(i);
                    i += 1;
                    if let Some(v) = e.value.bound() {
                        return Some((e.key.get(), v));
                    }
                }
                // The entries of globals that moved are unbound where they were; others stay in the old storage.
                if !self.header().has_flag(flag::GLOBALS) || self.storage() == s {
                    return None;
                }
                s = self.storage();
            }
        })
    }

    /// The value under an exact string. Cannot fail: string keys compare without Python; keys of other types that pretend to
    /// equal strings are not found by this.
    #[inline]
    pub fn get_str(self, name: Ref<Str>) -> Option<Value> {
        self.find_str(name).and_then(|e| e.value.bound())
    }
    /// The live entry under an exact string, for caches.
    #[inline]
    pub(crate) fn find_str(self, name: Ref<Str>) -> Option<&'static Entry> {
        let hash = name.hash();
        loop {
            let s = self.storage()?;
            let found = s.find_by(hash, |k, h| {
                k == name.value() || h == hash && k.to_exact_str().is_some_and(|other| other.same_text(&name))
            });
            if found.is_some() || self.storage() == Some(s) {
                return found.map(|i| s.entry(i));
            }
        }
    }
    /// The value under a key; raises what hashing or comparing raises.
    pub fn get(self, vm: &Vm, key: Value) -> PyResult<Option<Value>> {
        let hash = vm.hash_dict_key(key)?;
        self.get_hashed(vm, key, hash)
    }
    /// As [`Self::get`], the hash known.
    pub fn get_hashed(self, vm: &Vm, key: Value, hash: u64) -> PyResult<Option<Value>> {
        loop {
            let Some(s) = self.storage() else { return Ok(None) };
            match s.find(vm, key, hash)? {
                Some(i) => {
                    if let Some(v) = s.entry(i).value.bound() {
                        return Ok(Some(v));
                    }
                }
                None if self.storage() == Some(s) => return Ok(None),
                None => {}
            }
        }
    }
    pub fn contains(self, vm: &Vm, key: Value) -> PyResult<bool> {
        Ok(self.get(vm, key)?.is_some())
    }
    /// Binds a key; atomic.
    pub fn set(self, vm: &Vm, key: Value, value: Value) -> PyResult<()> {
        let hash = vm.hash_dict_key(key)?;
        self.set_hashed(vm, key, hash, value)
    }
    /// Binds an exact string.
    pub fn set_str(self, vm: &Vm, name: Ref<Str>, value: Value) {
        self.set_hashed(vm, name.value(), name.hash(), value).expect("string keys compare without Python")
    }
    pub fn set_hashed(self, vm: &Vm, key: Value, hash: u64, value: Value) -> PyResult<()> {
        self.insert_with(
            vm,
            key,
            hash,
            |slot| {
                slot.set(value);
            },
            value,
        )?;
        Ok(())
    }
    /// The value under a key, bound to `default` first when there is none; atomic.
    pub fn set_default(self, vm: &Vm, key: Value, default: Value) -> PyResult<Value> {
        let hash = vm.hash_dict_key(key)?;
        self.set_default_hashed(vm, key, hash, default)
    }
    pub fn set_default_hashed(self, vm: &Vm, key: Value, hash: u64, default: Value) -> PyResult<Value> {
        self.insert_with(vm, key, hash, |_| {}, default)
    }
    /// Calls `found` on the value of an existing entry, or appends one with `value`. Answers the entry's value afterwards.
    fn insert_with(self, vm: &Vm, key: Value, hash: u64, found: impl Fn(&Slot), value: Value) -> PyResult<Value> {
        loop {
            let s = self.storage();
            let version =
                |s: Option<Ref<DictStorage>>| s.map_or((0, 0), |s| (s.used(), s.revivals.load(Ordering::Acquire)));
            let before = version(s);
            let used = before.0;
            let at = match s {
                Some(s) => s.find(vm, key, hash)?,
                None => None,
            };
            let _guard = vm.lock(self);
            if self.storage() != s || version(s) != before {
                continue;
            }
            match (s, at) {
                (Some(s), Some(i)) => {
                    let slot = &s.entry(i).value;
                    if slot.get().is_unbound() {
                        continue;
                    }
                    found(slot);
                    return Ok(slot.get());
                }
                _ => {
                    self.len.set(self.len.get() + 1);
                    if let Some(s) = s
                        && used >= self.len()
                        && let Some(i) = s.find_dead(key, hash)
                        && i + 1 == used
                    {
                        s.revivals.store(s.revivals.load(Ordering::Relaxed).wrapping_add(1), Ordering::Release);
                        s.first.fetch_min(i as u32, Ordering::Relaxed);
                        s.entry(i).value.set(value);
                        self.gained(vm, key);
                        return Ok(value);
                    }
                    let storage = match s {
                        Some(s) if used < s.capacity as usize => s,
                        _ => self.rebuild(vm, self.len()).inspect_err(|_| self.len.set(self.len.get() - 1))?,
                    };
                    storage.append(key, hash, value);
                    self.gained(vm, key);
                    return Ok(value);
                }
            }
        }
    }
    /// Publishes a new storage with room for `need` entries that holds the live ones. The caller holds the lock.
    fn rebuild(self, vm: &Vm, need: usize) -> PyResult<Ref<DictStorage>> {
        let new = vm.new_dict_storage(need)?;
        let old = self.storage();
        if let Some(old) = old {
            for i in 0..old.used() {
                let e = old.entry(i);
                if let Some(v) = e.value.bound() {
                    new.append(e.key.get(), e.hash.get(), v);
                }
            }
        }
        self.storage.set(new.value());
        self.retire(old);
        Ok(new)
    }
    /// Unbinds the entries of a storage that was replaced, when caches may point there.
    fn retire(self, old: Option<Ref<DictStorage>>) {
        if let Some(old) = old
            && self.header().has_flag(flag::GLOBALS)
        {
            for i in 0..old.used() {
                old.entry(i).value.set(Value::UNBOUND);
            }
        }
    }
    /// Removes a key and answers its value; atomic.
    pub fn remove(self, vm: &Vm, key: Value) -> PyResult<Option<Value>> {
        let hash = vm.hash_dict_key(key)?;
        self.remove_hashed(vm, key, hash)
    }
    pub fn remove_hashed(self, vm: &Vm, key: Value, hash: u64) -> PyResult<Option<Value>> {
        loop {
            let Some(s) = self.storage() else { return Ok(None) };
            let Some(i) = s.find(vm, key, hash)? else {
                if self.storage() == Some(s) {
                    return Ok(None);
                }
                continue;
            };
            let _guard = vm.lock(self);
            if self.storage() != Some(s) {
                continue;
            }
            let old = s.entry(i).value.swap(Value::UNBOUND);
            if !old.is_unbound() {
                s.lost(i);
                self.len.set(self.len.get() - 1);
                return Ok(Some(old));
            }
        }
    }
    /// Removes the last entry (`popitem`); atomic.
    pub fn pop_last(self, vm: &Vm) -> Option<(Value, Value)> {
        let _guard = vm.lock(self);
        let s = self.storage()?;
        for i in (0..s.used()).rev() {
            let e = s.entry(i);
            let v = e.value.swap(Value::UNBOUND);
            if !v.is_unbound() {
                self.len.set(self.len.get() - 1);
                let key = e.key.get();
                self.trim(vm);
                return Some((key, v));
            }
        }
        None
    }
    /// Keeps repeated `popitem` linear: drops a storage whose tail is mostly dead.
    fn trim(self, vm: &Vm) {
        if let Some(s) = self.storage()
            && s.used() > 32
            && self.len() * 4 < s.used()
        {
            let _ = self.rebuild(vm, self.len() + 1);
        }
    }
    pub fn clear(self, vm: &Vm) {
        let _guard = vm.lock(self);
        let old = self.storage();
        self.storage.set(Value::UNBOUND);
        self.len.set(0);
        self.retire(old);
    }
    /// A new dict with the same entries.
    pub fn copy(self, vm: &Vm) -> PyResult<Ref<Dict>> {
        let new = vm.new_dict();
        let _guard = vm.lock(self);
        if let Some(s) = self.storage() {
            if s.used() == self.len() && s.used() * 3 >= s.capacity as usize {
                new.storage.set(vm.clone_dict_storage(s)?.value());
                new.len.set(self.len() as u64);
                return Ok(new);
            }
            let storage = vm.new_dict_storage(self.len().max(1))?;
            let mut n = 0;
            for i in 0..s.used() {
                let e = s.entry(i);
                if let Some(v) = e.value.bound()
                    && n < storage.capacity as usize
                {
                    storage.append(e.key.get(), e.hash.get(), v);
                    n += 1;
                }
            }
            new.storage.set(storage.value());
            new.len.set(n as u64);
        }
        Ok(new)
    }
    /// There is a new key. When these are globals and code cached that name as a builtin, the caches are dropped. The caller holds the
    /// lock, and so does whoever fills such a cache (`eval::slow::names`).
    #[inline]
    fn gained(self, vm: &Vm, key: Value) {
        if !self.header().has_flag(flag::GLOBALS) {
            return;
        }
        let name = key.to_exact_str().and_then(|s| vm.interp.interned.find(s));
        if name.is_some_and(|s| s.header().has_flag(flag::BUILTIN_NAME)) {
            crate::builtins::code::flush_global_caches(vm);
        }
    }
    /// Takes over all entries of another dict, if this one never had any and no cache points into it.
    pub(crate) fn fill_from(self, vm: &Vm, other: Ref<Dict>) -> PyResult<bool> {
        if self.storage().is_some() || self.header().has_flag(flag::GLOBALS) {
            return Ok(false);
        }
        let copy = other.copy(vm)?;
        let _guard = vm.lock(self);
        if self.storage().is_some() || self.header().has_flag(flag::GLOBALS) {
            return Ok(false);
        }
        self.storage.set(copy.storage.get());
        self.len.set(copy.len.get());
        Ok(true)
    }
    /// Marks this dict as the globals of some code.
    pub(crate) fn become_globals(self) {
        self.header().set_flag(flag::GLOBALS);
    }
}

impl Value {
    /// The dict, when this is an instance of `dict` or of a subclass.
    #[inline(always)]
    pub fn to_dict(self) -> Option<Ref<Dict>> {
        if self.has_shape(shape::DICT) || self.is_instance_flag(type_flags::DICT_SUBCLASS) {
            // SAFETY: instances of dict begin with its layout.
            Some(unsafe { self.cast::<Dict>() })
        } else {
            None
        }
    }
}

impl Dict {
    /// The fixed part of a new, empty dict, for `alloc_instance`.
    pub const EMPTY: Dict = Dict { header: Header::EMPTY, storage: Slot::unbound(), len: Word::new(0) };
}

impl Vm {
    /// A new, empty dict.
    #[inline]
    pub fn new_dict(&self) -> Ref<Dict> {
        self.alloc(shape::DICT, Dict::EMPTY)
    }
    fn new_dict_storage(&self, need: usize) -> PyResult<Ref<DictStorage>> {
        // Two thirds full at most, and room to grow by half.
        let slots = (need + (need >> 1)).max(5).saturating_mul(3).div_ceil(2).next_power_of_two().max(8);
        let s = self.bare_dict_storage(slots)?;
        for i in 0..slots as u64 {
            s.index(i).store(EMPTY, Ordering::Relaxed);
        }
        Ok(s)
    }
    /// A copy of a storage whose dict is locked.
    fn clone_dict_storage(&self, from: Ref<DictStorage>) -> PyResult<Ref<DictStorage>> {
        let slots = from.mask as usize + 1;
        let s = self.bare_dict_storage(slots)?;
        s.used.set(from.used.get());
        // SAFETY: both have as many entries and indices behind the fixed part; nobody writes to the one, whose dict is locked, nor
        // knows the other.
        unsafe {
            let bytes = from.capacity as usize * size_of::<Entry>() + slots * 4;
            std::ptr::copy_nonoverlapping(from.as_ptr().add(1).cast::<u8>(), s.as_ptr().add(1) as *mut u8, bytes);
        }
        Ok(s)
    }
    /// A storage whose indices are still to be set.
    fn bare_dict_storage(&self, slots: usize) -> PyResult<Ref<DictStorage>> {
        let capacity = slots * 2 / 3;
        let bytes = size_of::<DictStorage>() + capacity * size_of::<Entry>() + slots * 4;
        let p = self.try_alloc_raw(bytes)?.cast::<DictStorage>();
        // SAFETY: fresh zeroed memory of sufficient size.
        unsafe {
            (&raw mut (*p).mask).write(slots as u64 - 1);
            (&raw mut (*p).capacity).write(capacity as u64);
            let s: Ref<DictStorage> = Ref::from_raw(p);
            s.header().init(shape::DICT_STORAGE, self.fast_hi());
            Ok(s)
        }
    }
}

/// Marks keys and values of live entries, not hashes.
///
/// # Safety
/// `p` addresses a live `DictStorage`.
unsafe fn trace_storage(p: *const u64, marker: &mut Marker) {
    // SAFETY: as promised.
    let s = unsafe { Ref::from_raw(p.cast::<DictStorage>()) };
    for i in 0..s.used() {
        let e = s.entry(i);
        if e.value.get().is_unbound() {
            // A deleted entry keeps its place, not its key: nobody compares with the key of an unbound value, and the world is stopped.
            e.key.set(Value::UNBOUND);
        } else {
            marker.slot(&e.key);
            marker.slot(&e.value);
        }
    }
}

pub static STORAGE_TYPE: TypeDef = TypeDef {
    name: "dict_storage",
    size: size_of::<DictStorage>(),
    trace: Trace::Custom(trace_storage),
    ..TypeDef::NEW
};

pub static TYPE: TypeDef = TypeDef {
    name: "dict",
    doc: "dict() -> new empty dictionary",
    size: size_of::<Dict>(),
    flags: type_flags::BASETYPE | type_flags::MAPPING | type_flags::DICT_SUBCLASS | type_flags::MATCH_SELF,
    trace: Trace::Fields(1),
    slots: methods::SLOTS,
    new: Some(methods::NEW),
    init: Some(methods::INIT),
    methods: methods::METHODS,
    ..TypeDef::NEW
};
